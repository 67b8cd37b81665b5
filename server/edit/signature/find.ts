import type { RefactorParams, RefactorRefusal, SignatureOutcome } from "../../protocol/refactor.ts";
import type { Signature } from "../../syntax/signature.ts";
import { type OpenedText, openedText } from "../place.ts";
import { refused, type SignatureOptions } from "./options.ts";

/** Says what the function at a place looks like from outside. */
export async function findSignature(
  params: RefactorParams,
  options: SignatureOptions,
  signal: AbortSignal,
): Promise<SignatureOutcome> {
  const found = await functionAt(params, options, signal);
  if (found.kind === "refused") return found;
  const { signature, opened } = found;
  const { start, end, name } = signature;
  const range = { start: positionAt(opened.text, start), end: positionAt(opened.text, end) };
  return { kind: "signature", name, text: opened.text.slice(start, end), range };
}

/** The function at a place, in its document. */
export async function functionAt(
  params: RefactorParams,
  options: SignatureOptions,
  signal: AbortSignal,
): Promise<{ kind: "found"; signature: Signature; opened: OpenedText } | RefactorRefusal> {
  const opened = await openedText(params, options, signal);
  if (opened.kind === "refused") return opened;
  const signature = options.syntax.signature(opened.document, opened.offset, 0);
  return signature
    ? { kind: "found", signature, opened }
    : refused("There is no function at the cursor.", "Put the cursor on the name of one.");
}

/** Where an offset is in a text with LF ends. */
export function positionAt(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}
