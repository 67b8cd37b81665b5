/**
 * Measures what a conversation costs somebody who types: the time from a request for ghost text to its
 * first piece, while nobody chats, while a long question is read, and while an answer is written; in
 * one engine, and with chat in a process of its own: `npm run bench:chat [-- --rounds N]`. The model is
 * of the shape of a 0.5B one; read ratios before times.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Engine } from "../../server/engine/engine.ts";
import { createEngineProcess } from "../../server/engine/process.ts";
import { holding } from "../../server/holding.ts";
import { largeModel } from "../helpers/gguf/largeModel.ts";
import { quantile } from "./quantile.ts";
import { printTable } from "./table.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "20" } } });
const rounds = Number(values.rounds);
const never = new AbortController().signal;
const folder = mkdtempSync(join(tmpdir(), "ingle-bench-"));
const modelPath = join(folder, "large.gguf");
writeFileSync(
  modelPath,
  largeModel({
    rules: [
      { after: "assistant\n", text: "On and on it goes. ", ending: "repeat" },
      { after: "return ", text: "items.map(toRow);" },
    ],
  }),
);

/** What chat does while somebody types. */
type Chat = "nothing" | "reads" | "writes";

interface Row {
  where: string;
  chat: Chat;
  firstMs: number[];
  queueMs: number[];
}

try {
  const rows: Row[] = [];
  const one = start("generation");
  for (const chat of ["nothing", "reads", "writes"] as const)
    rows.push(await measure("one engine", { typing: one, chatting: one, chat }));
  const other = start("chat");
  for (const chat of ["reads", "writes"] as const)
    rows.push(await measure("chat apart, not held", { typing: one, chatting: other, chat }));
  const typing = holding(one, (held) => other.hold(held));
  for (const chat of ["reads", "writes"] as const)
    rows.push(await measure("chat apart, held", { typing, chatting: other, chat }));
  await Promise.all([one.dispose(), other.dispose()]);
  print(rows);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

function start(purpose: "generation" | "chat"): Engine {
  return createEngineProcess({
    ...{ entry: join("dist", "engine", "engine.mjs"), modelPath, purpose, gpu: "off" },
    ...{ contextSize: 4096, idleMs: 600_000, log: () => {} },
  });
}

async function measure(
  where: string,
  { typing, chatting, chat }: { typing: Engine; chatting: Engine; chat: Chat },
): Promise<Row> {
  const row: Row = { where, chat, firstMs: [], queueMs: [] };
  await type(typing, 0);
  for (let round = 1; round <= rounds; round += 1) {
    const stop = chat === "nothing" ? () => {} : await talk(chatting, chat);
    const { firstMs, queueMs } = await type(typing, round);
    stop();
    row.firstMs.push(firstMs);
    row.queueMs.push(queueMs);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return row;
}

/** Begins a conversation; resolves when it is being read or written. */
async function talk(engine: Engine, chat: "reads" | "writes"): Promise<() => void> {
  const controller = new AbortController();
  // Another question each time, or the cache would have it.
  const long = `${Math.random()} Why is that so? `.repeat(chat === "reads" ? 150 : 1);
  const messages = [{ role: "user" as const, content: long }];
  const events = engine.chat({ messages, maxTokens: 400 }, controller.signal);
  const writing = (async () => {
    for await (const event of events) if (event.kind === "piece") return;
  })();
  if (chat === "writes") await writing;
  else await new Promise((resolve) => setTimeout(resolve, 150));
  return () => controller.abort();
}

async function type(engine: Engine, round: number): Promise<{ firstMs: number; queueMs: number }> {
  const from = performance.now();
  let queueMs = 0;
  const request = {
    lane: "completion" as const,
    prompt: [{ text: `const rows = ${"a".repeat(round)};\nreturn `, special: false }],
    maxTokens: 4,
  };
  for await (const event of engine.generate(request, never)) {
    if (event.kind === "prompt") queueMs = event.queueMs;
    if (event.kind === "piece") return { firstMs: performance.now() - from, queueMs };
  }
  return { firstMs: performance.now() - from, queueMs };
}

function print(rows: readonly Row[]): void {
  const base = quantile(rows[0]?.firstMs ?? [], 0.5);
  const ms = (value: number): string => value.toFixed(1);
  printTable(
    [
      "",
      "chat",
      "first piece p50 ms",
      "p95 ms",
      "p50 to nobody chatting",
      "waited p50 ms",
      "p95 ms",
    ],
    rows.map(({ where, chat, firstMs, queueMs }) => [
      where,
      chat,
      ms(quantile(firstMs, 0.5)),
      ms(quantile(firstMs, 0.95)),
      (quantile(firstMs, 0.5) / base).toFixed(2),
      ms(quantile(queueMs, 0.5)),
      ms(quantile(queueMs, 0.95)),
    ]),
  );
}
