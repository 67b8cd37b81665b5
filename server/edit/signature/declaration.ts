import type { Answering } from "../../models/answering.ts";
import type { ChangeSignatureParams } from "../../protocol/refactor.ts";
import type { Signature } from "../../syntax/signature.ts";
import type { OpenedText, PlaceOptions } from "../place.ts";
import { regionOf } from "../regionFor.ts";
import { createRewriting } from "../rewrite.ts";
import type { TextEdit } from "../textEdits.ts";

/** A function with another signature: the edit of its text that makes it so. */
export type NewDeclaration =
  | { kind: "edit"; edit: TextEdit }
  | { kind: "cancelled" }
  | { kind: "refused"; reason: string; remedy?: string; answer?: string };

interface DeclarationOptions extends PlaceOptions {
  answering(): Promise<Answering | undefined>;
  pathOf(uri: string): string;
}

/** Puts the signature there that a person has written, or has the model write the function as they say. */
export async function newDeclaration(
  { signature, instruction }: Pick<ChangeSignatureParams, "signature" | "instruction">,
  { document, text }: OpenedText,
  old: Signature,
  { options, signal }: { options: DeclarationOptions; signal: AbortSignal },
): Promise<NewDeclaration> {
  if (signature !== undefined)
    return { kind: "edit", edit: { start: old.start, end: old.end, text: signature.trim() } };
  if (instruction === undefined) return { kind: "refused", reason: "Say what is to change." };
  const model = await options.answering();
  if (!model)
    return {
      ...{ kind: "refused", reason: "No model can follow instructions now." },
      remedy: "Choose a chat model, or write the new signature yourself.",
    };
  const lineOf = (offset: number): number => text.slice(0, offset).split("\n").length - 1;
  const region = regionOf(text, {
    firstLine: lineOf(old.start),
    endLine: lineOf(old.wholeEnd) + 1,
  });
  const rewriting = createRewriting(
    {
      ...{
        languageId: document.languageId,
        path: options.pathOf(document.uri),
        region,
        past: [],
        answerTokens: 0,
      },
      instruction: `Change the signature of \`${old.name}\`: ${instruction}. Keep its name, and adapt its body only as far as that takes.`,
      ...{ outline: options.syntax.outline(document, 0), context: [] },
    },
    { model, signal, onText: () => {} },
  );
  const written = await rewriting.first();
  switch (written.kind) {
    case "text": {
      const start = region.before.length;
      return { kind: "edit", edit: { start, end: start + region.text.length, text: written.text } };
    }
    case "cancelled":
      return written;
    case "failed":
      return { ...written, kind: "refused" };
    case "unusable":
      return { kind: "refused", reason: written.reason, answer: written.answer };
  }
}
