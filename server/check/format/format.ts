import type { Reaper } from "../../process/reaper.ts";
import type { FormatOutcome } from "../checks.ts";
import type { FormattedPlace, Formatter } from "./formatters.ts";
import { runFormatter } from "./runFormatter.ts";

interface FormatOptions {
  formatters: readonly Formatter[];
  reaper: Reaper;
  signal: AbortSignal;
}

/**
 * Formats the text after an edit with what the project formats by. What the text before shows not to be
 * in that format stays as it is: else lines would change that nobody has edited.
 */
export async function format(
  { languageId, before, after }: { languageId: string; before: string | undefined; after: string },
  at: FormattedPlace,
  { formatters, reaper, signal }: FormatOptions,
): Promise<FormatOutcome> {
  let reason = "The project names no formatter for this language.";
  for (const formatter of formatters) {
    if (!formatter.ids.includes(languageId)) continue;
    const found = formatter.find(at);
    if (found === undefined) continue;
    const [was, is] = await Promise.all([
      before === undefined ? undefined : runFormatter(found, before, { reaper, signal }),
      runFormatter(found, after, { reaper, signal }),
    ]);
    if (was?.kind === "failed") reason = was.reason;
    else if (was !== undefined && withoutReturns(was.text) !== withoutReturns(before ?? ""))
      reason = `${found.by} would also change lines that this edit leaves alone.`;
    else if (is.kind === "failed") reason = is.reason;
    else return { kind: "formatted", by: found.by, text: is.text };
  }
  return { kind: "unformatted", reason };
}

/** Which ends lines have is the document's matter. */
function withoutReturns(text: string): string {
  return text.replaceAll("\r\n", "\n");
}
