import { fenced } from "./chat.ts";
import blocks from "./edit/blocks.md";
import instructions from "./edit/instructions.md";
import whole from "./edit/whole.md";

/** What a model is told of an edit. */
export interface EditMaterial {
  /** How it is to answer: the whole part anew, or blocks that search and replace. */
  format: "whole" | "blocks";
  languageId: string;
  /** As a person would name the file. */
  path: string;
  /** All of the document before the part, the part, and all behind it, with LF ends. */
  region: { before: string; text: string; after: string };
  /** What is asked for, in whole sentences. */
  instruction: string;
  /** Parts of the project that help, as the model reads them; the most stable first. */
  context: readonly string[];
  /** Instructions that were carried out already in the part as it is shown, the oldest first. */
  past: readonly string[];
  /** Characters of the document that may be shown before and after the part together. */
  edgeCharacters?: number;
}

/** A message to a model that converses. */
export interface EditMessage {
  role: "system" | "user";
  content: string;
}

/**
 * The conversation that asks a model for an edit. What stays the same from one instruction to the next
 * stands first, for the KV cache; the instruction is the last that the model reads.
 */
export function editMessages(material: EditMaterial): EditMessage[] {
  return [
    { role: "system", content: systemMessage(material.format) },
    { role: "user", content: question(material) },
  ];
}

function systemMessage(format: EditMaterial["format"]): string {
  return `${instructions.trim()}\n\n${(format === "whole" ? whole : blocks).trim()}`;
}

function question({
  format,
  languageId,
  path,
  region,
  instruction,
  context,
  past,
  edgeCharacters = usualEdgeCharacters,
}: EditMaterial): string {
  const before = lastLines(region.before, edgeCharacters * shareBefore);
  const after = firstLines(region.after, edgeCharacters * (1 - shareBefore));
  return [
    ...context,
    `The file is ${path}.`,
    ...edge("Before the marked part stands (do not repeat it):", before, languageId),
    region.text.trim() === ""
      ? "The marked part is empty: what you write stands there."
      : `The marked part:\n\n${fenced(region.text, languageId)}`,
    ...edge("After the marked part stands (do not repeat it):", after, languageId),
    ...(past.length === 0
      ? []
      : [`These were carried out already:\n${past.map((each) => `- ${each}`).join("\n")}`]),
    reminders[format],
    `Instruction: ${instruction.trim()}`,
  ].join("\n\n");
}

const reminders = {
  whole: "Answer with the whole marked part after the change, in one fenced block.",
  blocks: "Answer with SEARCH/REPLACE blocks for the marked part.",
};

function edge(title: string, text: string, languageId: string): string[] {
  return text.trim() === "" ? [] : [`${title}\n\n${fenced(text, languageId)}`];
}

/** About 40 lines before and 20 after. */
const usualEdgeCharacters = 2400;
/** Of what is shown around the part; more is learned from what stands before: names, types, the style. */
export const shareBefore = 2 / 3;

/** The last whole lines of a text within so many characters. */
function lastLines(text: string, characters: number): string {
  if (text.length <= characters) return text;
  const from = text.indexOf("\n", text.length - Math.floor(characters) - 1);
  return from < 0 ? "" : text.slice(from + 1);
}

/** The first whole lines of a text within so many characters. */
function firstLines(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return text.slice(0, text.lastIndexOf("\n", Math.floor(characters)) + 1);
}
