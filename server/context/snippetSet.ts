import type { Situation } from "./situation.ts";
import { type ContextSnippet, lengthOf } from "./snippets.ts";
import type { SourceName } from "./source.ts";

/** The snippets of a file's prompts, and what they were chosen for. */
export interface SnippetSet {
  /** In the order in which the prompt has them. */
  readonly snippets: readonly ContextSnippet[];
  readonly situation: Situation;
  /** Milliseconds of the clock. */
  readonly chosenAt: number;
}

/** What the rule looks at besides the set; times are milliseconds of the clock. */
export interface Moment {
  situation: Situation;
  time: number;
  /** When a set for this file was asked for before, and whether one for another file since. */
  askedAt: number;
  elsewhere: boolean;
  /** Whether a source that was late has answered since the set was chosen. */
  answeredLate: boolean;
}

/**
 * Why a set may no longer be right: `stale`, it is chosen anew; `incomplete`, what came late is
 * looked at beside it; `review`, it stays unless others are clearly better.
 */
export type Doubt = { kind: "none" } | { kind: DoubtKind; why: string };

export type DoubtKind = "stale" | "incomplete" | "review";

/** Lines that the cursor may move away from where the set was chosen. */
export const farMove = 40;
/** A set is reviewed after so long without a question, and not before it is so old. */
const idleMs = 2_000;
const restMs = 5_000;
/** A newcomer replaces a snippet only with a score so many times higher. */
const margin: Record<DoubtKind, number> = { stale: 1.15, incomplete: 1.15, review: 1.5 };

/**
 * The rule by which a set stays: until the cursor is far from where it was, in another declaration,
 * came back from another file, or the imports are others; then it is chosen anew. It is completed when a source that was late has
 * answered, and reviewed after a pause. Nothing else, and no keystroke by itself, changes it.
 */
export function doubtOf(set: SnippetSet | undefined, now: Moment): Doubt {
  if (!set) return { kind: "stale", why: "this file has none yet" };
  const { situation } = now;
  if (Math.abs(situation.line - set.situation.line) > farMove)
    return { kind: "stale", why: `the cursor moved more than ${farMove} lines` };
  if (situation.scope !== set.situation.scope)
    return { kind: "stale", why: "the cursor is in another declaration" };
  if (situation.imports !== set.situation.imports)
    return { kind: "stale", why: "the imports changed" };
  if (now.elsewhere) return { kind: "stale", why: "the cursor was in another file" };
  if (now.answeredLate) return { kind: "incomplete", why: "a source that was late has answered" };
  if (now.time - now.askedAt >= idleMs && now.time - set.chosenAt >= restMs)
    return { kind: "review", why: "there was a pause" };
  return { kind: "none" };
}

/** What one source may take of the room before the others have had theirs. */
const largestShare = 0.6;

/**
 * Chooses what fits into `room` characters, the best first, those of the present set preferred, and
 * no source alone while another has something that fits.
 * The order is made for the KV cache: those that stay keep their places at the front; newcomers
 * follow, those that change least first.
 */
export function chooseSnippets(
  candidates: readonly ContextSnippet[],
  { present, doubt, room }: { present: readonly ContextSnippet[]; doubt: DoubtKind; room: number },
): ContextSnippet[] {
  const places = new Map(present.map((snippet, index) => [identity(snippet), index]));
  const worth = (snippet: ContextSnippet): number =>
    snippet.score * (places.has(identity(snippet)) ? margin[doubt] : 1);
  const byWorth = candidates.toSorted((a, b) => worth(b) - worth(a));
  const chosen = new Set<ContextSnippet>();
  let left = room;
  const taken = new Map<SourceName, number>();
  function take(snippet: ContextSnippet, most: number): void {
    const length = lengthOf(snippet);
    const own = (taken.get(snippet.source) ?? 0) + length;
    if (chosen.has(snippet) || length > left || own > most) return;
    chosen.add(snippet);
    left -= length;
    taken.set(snippet.source, own);
  }
  for (const snippet of byWorth) take(snippet, room * largestShare);
  for (const snippet of byWorth) take(snippet, room);
  const place = (snippet: ContextSnippet): number =>
    places.get(identity(snippet)) ?? present.length;
  return [...chosen].sort((a, b) => place(a) - place(b) || byChange(a, b));
}

/** Whether two sets make the same prompt. */
export function sameSnippets(
  one: readonly ContextSnippet[],
  other: readonly ContextSnippet[],
): boolean {
  return (
    one.length === other.length &&
    one.every((snippet, index) => {
      const counterpart = other[index];
      return counterpart !== undefined && identity(snippet) === identity(counterpart);
    })
  );
}

/** The sources by how often what they give changes, the steadiest first. */
const steadiness: readonly SourceName[] = [
  "imports",
  "declarations",
  "retrieval",
  "similar",
  "recent edits",
];

function byChange(a: ContextSnippet, b: ContextSnippet): number {
  return (
    steadiness.indexOf(a.source) - steadiness.indexOf(b.source) ||
    (identity(a) < identity(b) ? -1 : 1)
  );
}

function identity({ uri, text }: ContextSnippet): string {
  return `${uri}\n${text}`;
}
