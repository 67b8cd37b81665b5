import type { EditAction, OfferedAction } from "../../protocol/edit.ts";
import { type ActionPlace, subjectOf } from "./place.ts";
import { actionTable } from "./table.ts";

/** An action that is offered at a place, by the kind that the Language Server Protocol gives it. */
export interface Offer<Reported> {
  action: OfferedAction;
  title: string;
  kind: string;
  /** What it is about, of what the editor reports. */
  diagnostic?: Reported;
}

/** What can be done at all: what needs a model that writes, what needs chat, and a client that renames. */
export interface Abilities {
  edit: boolean;
  explain: boolean;
  rename: boolean;
}

/** Of so many reported problems, each is offered to be fixed; more would only fill the menu. */
const mostProblems = 3;
/** Titles of menus are one line. */
const longestMessage = 60;

/**
 * What is offered at a place for what the editor reports there, in the order of the menu; `only` are the
 * kinds that are asked for. Looks at syntax alone.
 */
export function offersAt<Reported extends { message: string }>(
  place: ActionPlace,
  {
    reported,
    abilities,
    only,
  }: { reported: readonly Reported[]; abilities: Abilities; only?: readonly string[] | undefined },
): Offer<Reported>[] {
  const problems = reported.slice(0, mostProblems);
  const about = ({ message }: Reported): string =>
    problems.length > 1 ? `: ${clipped(message)}` : "";
  const offers: Offer<Reported>[] = [
    ...(abilities.edit
      ? problems.map((diagnostic) => ({
          ...{ action: "fix" as const, kind: actionTable.fix.kind, diagnostic },
          title: `Fix with Ingle${about(diagnostic)}`,
        }))
      : []),
    ...(abilities.explain
      ? problems.map((diagnostic) => ({
          ...{ action: "explain" as const, kind: "quickfix", diagnostic },
          title: `Explain with Ingle${about(diagnostic)}`,
        }))
      : []),
    ...(abilities.edit ? edits(place) : []),
    ...(abilities.rename && isNamed(place)
      ? [
          {
            ...{ action: "rename" as const, kind: "refactor.rewrite" },
            title: "Rename with Ingle’s Suggestions…",
          },
        ]
      : []),
    ...(abilities.explain && problems.length === 0 && isExplained(place)
      ? [{ action: "explain" as const, kind: "", title: "Explain with Ingle" }]
      : []),
  ];
  return offers.filter(({ kind }) => isWanted(kind, only));
}

function edits(place: ActionPlace): { action: EditAction; title: string; kind: string }[] {
  return Object.entries(actionTable).flatMap(([name, row]) =>
    row.applies(place)
      ? [{ action: name as EditAction, kind: row.kind, title: `${row.title(place)} with Ingle` }]
      : [],
  );
}

/** A name can be renamed where it is used too, but a cursor that only moves passes many of those. */
function isNamed(place: ActionPlace): boolean {
  const { structure, isSelection, isAsked, line } = place;
  if (!structure?.onName || isSelection) return false;
  return isAsked || subjectOf(place)?.line === line;
}

function isExplained(place: ActionPlace): boolean {
  return place.isAsked || place.isSelection || subjectOf(place) !== undefined;
}

/** Kinds are a hierarchy: who asks for `refactor` wants `refactor.extract` too. */
function isWanted(kind: string, only: readonly string[] | undefined): boolean {
  if (only === undefined) return true;
  return only.some((wanted) => wanted === "" || kind === wanted || kind.startsWith(`${wanted}.`));
}

function clipped(message: string): string {
  const [line = ""] = message.split("\n");
  return line.length <= longestMessage ? line : `${line.slice(0, longestMessage - 1)}…`;
}
