import type { Module } from "../../syntax/moduleParts.ts";
import type { Syntax } from "../../syntax/syntax.ts";
import { parsed } from "../parsed.ts";

/** A text that is no document as a module; undefined where Ingle knows no modules of its language. */
export async function moduleIn(
  { languageId, text }: { languageId: string; text: string },
  syntax: Syntax,
  signal: AbortSignal,
): Promise<Module | undefined> {
  read += 1;
  const document = { uri: `ingle-module:${read}`, languageId, version: 1, text };
  try {
    await parsed(syntax, document, signal);
    return syntax.module(document, 0);
  } finally {
    syntax.closed(document.uri);
  }
}

let read = 0;
