import type { ServedModel } from "./engine/engine.ts";
import type { ModelHeader } from "./models/gguf.ts";
import { byServer, prefixOnly } from "./prompt/formatless.ts";
import {
  chooseFormat,
  type FimFormat,
  formatById,
  formatByName,
  formatIds,
} from "./prompt/formats.ts";

/** A prompt format, or why there is none, in sentences. */
export type FormatChoice =
  | { kind: "format"; format: FimFormat }
  | { kind: "problem"; reason: string; remedy: string };

/**
 * The prompt format of a model file: the one that a person named, else the one that the file's
 * tokens and name show, else the prefix alone.
 */
export function formatFor(header: ModelHeader, named: string | undefined): FormatChoice {
  return namedFormat(named) ?? { kind: "format", format: chooseFormat(header) ?? prefixOnly };
}

/** The format that a person named, undefined where none was named. */
export function namedFormat(named: string | undefined): FormatChoice | undefined {
  if (named === undefined) return undefined;
  const format = formatById(named);
  if (format) return { kind: "format", format };
  return {
    kind: "problem",
    reason: `There is no prompt format "${named}".`,
    remedy: `Choose one of ${formatIds().join(", ")}, or leave the choice to Ingle.`,
  };
}

/**
 * The format of a served model: where the server tells which control tokens it has, they decide;
 * else what the server can do by itself goes before what the model's name suggests.
 */
export function formatOfServed({ name, controlTokens, infill }: ServedModel): FimFormat {
  const known = controlTokens ? chooseFormat({ specialTokens: controlTokens, name }) : undefined;
  if (known) return known;
  if (infill) return byServer;
  return (controlTokens ? undefined : formatByName(name)) ?? prefixOnly;
}
