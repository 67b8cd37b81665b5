import { fenced } from "../../prompt/chat.ts";
import { actionPrompt } from "../../prompt/edit/actions.ts";
import {
  comprehensionConvention,
  documentationConvention,
  typesConvention,
} from "../../prompt/edit/conventions.ts";
import { translationOf } from "../../prompt/edit/translation.ts";
import type { EditAction, EditDiagnostic, EditParams } from "../../protocol/edit.ts";
import { type ActionPlace, subjectOf } from "./place.ts";
import { actionTable } from "./table.ts";

/** What a model is asked for, and what a person sees of it. */
export interface Wanted {
  instruction: string;
  /** A few words. */
  title: string;
}

/** Where an action is carried out, and what is there. */
export interface InstructionPlace extends ActionPlace {
  /** The document, with LF ends, and what of it is selected. */
  text: string;
  selected: string;
}

/**
 * What an edit asks for: an action's own words, a person's, or both; undefined where it asks for
 * nothing. Tests are asked for in words of their own.
 */
export function wantedBy(
  { action, instruction, diagnostic, after }: EditParams,
  place: InstructionPlace,
): Wanted | undefined {
  const own = instruction?.trim() ?? "";
  // A follow-up changes what the action has made already.
  if (action === undefined || action === "writeTests" || (after !== undefined && own !== ""))
    return own === "" ? undefined : { instruction: own, title: shortened(own) };
  const asked = actionPrompt(action, valuesOf(action, place, diagnostic));
  return {
    instruction: own === "" ? asked : `${asked}\n\nBesides: ${own}`,
    title: titleOf(action, place, diagnostic),
  };
}

/** What a proposal of an action is called. */
function titleOf(
  action: EditAction,
  place: InstructionPlace,
  diagnostic: EditDiagnostic | undefined,
): string {
  const title = actionTable[action].title(place);
  if (diagnostic) return shortened(`${title}: ${diagnostic.message}`);
  const subject = subjectOf(place);
  return subject && !place.isSelection ? `${title}: ${subject.name}` : title;
}

function valuesOf(
  action: EditAction,
  place: InstructionPlace,
  diagnostic: EditDiagnostic | undefined,
): Record<string, string> {
  const { languageId, text, selected, structure, locale } = place;
  switch (action) {
    case "fix":
      return { problem: diagnostic ? problemText(diagnostic, text) : unreported };
    case "document":
      return {
        subject: subjectText(place),
        convention: documentationConvention(languageId, text),
      };
    case "addTypes":
      return { convention: typesConvention(languageId) };
    case "extractFunction":
    case "extractVariable":
      return { selected: fenced(selected, languageId) };
    case "split":
      return { subject: subjectText(place) };
    case "convertToComprehension":
      return {
        place: place.isSelection ? "" : `that begins with \`${lineAt(text, place.line)}\` `,
        convention: comprehensionConvention(languageId),
      };
    case "translateComments":
      return { language: translationOf(structure?.comments ?? "", locale)?.into ?? "English" };
    default:
      return {};
  }
}

const unreported = "Nobody has said what is wrong: find it, and mend what is surely a mistake.";

/** The declaration that is meant, by its name where it has one. */
export function subjectText(place: ActionPlace): string {
  const named = (place.isSelection ? place.structure?.within : undefined) ?? [];
  if (named.length > 1) return named.map(({ name }) => `\`${name}\``).join(", ");
  const subject = subjectOf(place);
  return subject ? `\`${subject.name}\`` : "the marked part";
}

function problemText({ message, range, code, source }: EditDiagnostic, text: string): string {
  const by = [source, code].filter((part) => part !== undefined).join(" ");
  const line = lineAt(text, range.start.line);
  const at = line === "" ? "" : `In the line \`${line}\`: `;
  return `${at}${message}${by === "" ? "" : ` (${by})`}`;
}

function lineAt(text: string, line: number): string {
  return text.split("\n")[line]?.trim() ?? "";
}

const longestTitle = 60;

function shortened(text: string): string {
  const [line = ""] = text.split("\n");
  return line.length <= longestTitle ? line : `${line.slice(0, longestTitle - 1).trimEnd()}…`;
}
