import { resolve } from "node:path";
import { type Client, startClient } from "../../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
} from "../../../server/protocol/messages.ts";
import { replay } from "../replay.ts";
import type { TypingTrace } from "../traces.ts";
import type { Replay } from "./derive.ts";

/**
 * Types traces through the server with a model and takes, at each key where the model was asked, what
 * it wrote with its probabilities, what the filters left, and what was typed next. The gate is seen
 * past: the text before its cut is what counts.
 */
export async function replaysOf(
  model: string,
  traces: readonly TypingTrace[],
  { pauseMs, gpu }: { pauseMs: number; gpu: boolean },
): Promise<Replay[]> {
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder: process.cwd(),
    initializationOptions: {
      model: { path: model },
      engine: { gpu: gpu ? "auto" : "off" },
      trace: true,
      // The model is what is measured.
      rules: { echo: false },
    },
  });
  try {
    const status = await client.settled();
    if (status.kind !== "ready") throw new Error(`${model} could not be loaded: ${status.kind}`);
    const replays: Replay[] = [];
    for (const trace of traces) replays.push(...(await typed(client, trace, { pauseMs })));
    return replays;
  } finally {
    await client.close();
  }
}

async function typed(
  client: Client,
  trace: TypingTrace,
  { pauseMs }: { pauseMs: number },
): Promise<Replay[]> {
  const seen: CompletionTrace[] = [];
  const listening = client.connection.onNotification(
    completionTraceNotification,
    (completion: CompletionTrace) => {
      if (completion.source === "model" && completion.pieces) seen.push(completion);
    },
  );
  await replay(client, trace, { pauseMs });
  listening.dispose();
  const lines = trace.text.split("\n");
  return seen.flatMap((completion) => {
    const text = beforeGate(completion);
    const offset = offsetOf(lines, trace, completion);
    const { pieces = [] } = completion;
    if (pieces.length === 0 || offset === undefined) return [];
    return [{ languageId: trace.languageId, text, pieces, next: trace.typed.slice(offset) }];
  });
}

/** What the filters left: the gate's cut, which is the last, is undone. */
function beforeGate({ cuts = [], outcome }: CompletionTrace): string {
  const last = cuts.at(-1);
  if (last?.filter.startsWith("is unsure")) return last.before;
  return outcome.kind === "shown" ? outcome.text : "";
}

/** How much of the trace had been typed when the request was made. */
function offsetOf(
  lines: readonly string[],
  { offset, typed }: TypingTrace,
  { line, character }: CompletionTrace,
): number | undefined {
  let start = 0;
  let first = 0;
  for (; start + (lines[first]?.length ?? 0) < offset; first += 1)
    start += (lines[first]?.length ?? 0) + 1;
  const before = typed.split("\n").slice(0, line - first);
  if (line < first) return undefined;
  const column = line === first ? character - (offset - start) : character;
  const length = before.reduce((sum, each) => sum + each.length + 1, 0) + column;
  return length >= 0 && length <= typed.length ? length : undefined;
}
