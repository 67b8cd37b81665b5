import type { Reaper } from "../../process/reaper.ts";
import { startTool } from "../../process/tool.ts";
import { withDeadline, within } from "../deadline.ts";
import type { FoundFormatter } from "./formatters.ts";

export type FormatterRun =
  | { kind: "formatted"; text: string }
  /** `reason` is a whole sentence. */
  | { kind: "failed"; reason: string };

/** A text of a file does not grow beyond this. */
const mostBytes = 32 * 2 ** 20;
/** What it wrote last may still be on its way when it has ended. */
const restMs = 200;

/** Has a formatter format one text. Never rejects; the formatter has ended when this resolves. */
export async function runFormatter(
  { by, command }: FoundFormatter,
  text: string,
  { reaper, signal }: { reaper: Reaper; signal: AbortSignal },
): Promise<FormatterRun> {
  const failed = (clause: string): FormatterRun => ({ kind: "failed", reason: `${by} ${clause}.` });
  if (signal.aborted) return failed("did not answer in time");
  const tool = startTool(command, reaper);
  const chunks: Buffer[] = [];
  let bytes = 0;
  tool.output.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
    if (bytes > mostBytes) tool.kill("it wrote more than can be read");
    else chunks.push(chunk);
  });
  const read = new Promise<void>((resolve) => tool.output.once("close", () => resolve()));
  tool.input.end(text);
  const ending = await within(tool.ended, signal);
  if (ending.kind !== "came") {
    tool.kill("it did not answer in time");
    return failed("did not answer in time");
  }
  const { clause, lastWords } = ending.value;
  if (clause !== "it ended with code 0")
    return failed(`has failed: ${clause}${lastWords && ` (“${lastWords}”)`}`);
  await withDeadline({ ms: restMs }, (soon) => within(read, soon));
  const formatted = Buffer.concat(chunks).toString("utf8");
  if (formatted.trim() === "" && text.trim() !== "") return failed("has answered with nothing");
  return { kind: "formatted", text: formatted };
}
