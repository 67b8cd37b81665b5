import type { ModelHeader } from "./models/gguf.ts";
import { chooseFormat, type FimFormat, formatById, formatIds } from "./prompt/formats.ts";

/** A prompt format, or why there is none, in sentences. */
export type FormatChoice =
  | { kind: "format"; format: FimFormat }
  | { kind: "problem"; reason: string; remedy: string };

/**
 * The prompt format of a model: the one that a person named, else the one that the file's tokens
 * and name show, else the prefix alone.
 */
export function formatFor(header: ModelHeader, named: string | undefined): FormatChoice {
  if (named === undefined) {
    const format = chooseFormat(header) ?? formatById("prefix-only");
    if (format) return { kind: "format", format };
  }
  const format = named === undefined ? undefined : formatById(named);
  if (format) return { kind: "format", format };
  return {
    kind: "problem",
    reason: `There is no prompt format "${named}".`,
    remedy: `Choose one of ${formatIds().join(", ")}, or leave the choice to Ingle.`,
  };
}
