import type { Answering } from "../../models/answering.ts";
import type { ChangeSignatureParams } from "../../protocol/refactor.ts";
import type { Signature } from "../../syntax/signature.ts";
import type { Region } from "../answer/region.ts";
import type { OpenedText, PlaceOptions } from "../place.ts";
import { regionOf } from "../regionFor.ts";
import { createRewriting, type Rewritten } from "../rewrite.ts";
import type { TextEdit } from "../textEdits.ts";

/** A function with another signature: the edit of its text that makes it so. */
export type NewDeclaration =
  | { kind: "edit"; edit: TextEdit }
  | { kind: "cancelled" }
  /** `hint` tells a model what to do better. */
  | { kind: "refused"; reason: string; remedy?: string; answer?: string; hint?: string };

/** Who makes the new declaration: a person has, once and for all, or a model does, which may try again. */
export interface Declaring {
  kind: "declaring";
  first(): Promise<NewDeclaration>;
  again?(problems: readonly string[]): Promise<NewDeclaration>;
}

interface DeclarationOptions extends PlaceOptions {
  answering(): Promise<Answering | undefined>;
  pathOf(uri: string): string;
}

/** Begins to make a declaration, by the signature that a person has written or by their words. */
export async function declaring(
  { signature, instruction }: Pick<ChangeSignatureParams, "signature" | "instruction">,
  { document, text }: OpenedText,
  old: Signature,
  { options, signal }: { options: DeclarationOptions; signal: AbortSignal },
): Promise<Declaring | (NewDeclaration & { kind: "refused" })> {
  if (signature !== undefined) {
    const edit = { start: old.start, end: old.end, text: signature.trim() };
    return { kind: "declaring", first: async () => ({ kind: "edit", edit }) };
  }
  if (instruction === undefined) return { kind: "refused", reason: "Say what is to change." };
  const model = await options.answering();
  if (!model)
    return {
      ...{ kind: "refused", reason: "No model can follow instructions now." },
      remedy: "Choose a chat model, or write the new signature yourself.",
    };
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length - 1;
  const lines = { firstLine: lineOf(old.start), endLine: lineOf(old.wholeEnd) + 1 };
  const region = regionOf(text, lines);
  const rewriting = createRewriting(
    {
      ...{ languageId: document.languageId, path: options.pathOf(document.uri), region },
      ...{ past: [], answerTokens: 0, context: [] },
      instruction: `Change the signature of \`${old.name}\`: ${instruction}. Keep its name, and adapt its body only as far as that takes.`,
      outline: options.syntax.outline(document, 0),
    },
    { model, signal, onText: () => {} },
  );
  return {
    kind: "declaring",
    first: async () => declarationOf(await rewriting.first(), region),
    again: async (problems) => declarationOf(await rewriting.again(problems), region),
  };
}

function declarationOf(written: Rewritten, region: Region): NewDeclaration {
  switch (written.kind) {
    case "text": {
      const start = region.before.length;
      return { kind: "edit", edit: { start, end: start + region.text.length, text: written.text } };
    }
    case "cancelled":
      return written;
    case "failed":
      return { ...written, kind: "refused" };
    case "unusable": {
      const { reason, answer, hint } = written;
      return { kind: "refused", reason, answer, hint };
    }
  }
}
