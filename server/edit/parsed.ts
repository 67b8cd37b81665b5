import type { SyntaxDocument } from "../syntax/document.ts";
import type { Syntax } from "../syntax/syntax.ts";

/** Milliseconds for which a text is parsed before its tree counts as unknown. */
const longestMs = 3_000;

/**
 * Resolves when the tree of a document is at hand, or cannot be had. Parsing goes on in small slices
 * meanwhile, so that somebody who types does not wait for it.
 */
export async function parsed(
  syntax: Pick<Syntax, "ready" | "changed" | "isParsing">,
  document: SyntaxDocument,
  signal: AbortSignal,
): Promise<void> {
  await syntax.ready(document.languageId);
  syntax.changed(document);
  const end = performance.now() + longestMs;
  while (syntax.isParsing(document.uri) && !signal.aborted && performance.now() < end)
    await new Promise((resolve) => setImmediate(resolve));
}
