import { barChart, millisecondAxis } from "../plot.ts";
import { printTable } from "../table.ts";
import type { LoopSeen } from "./eventLoop.ts";
import type { figuresOf, keyTimes, Spread } from "./figures.ts";
import type { AbortCosts } from "./floor.ts";

type KeyTimes = ReturnType<typeof keyTimes>;

/** All that a run has measured; `times` of keys that follow in a rhythm, and each after an answer. */
export interface Report extends ReturnType<typeof figuresOf> {
  model: string;
  threads: number;
  traces: number;
  /** Of the machine, at the end: processes that want a processor, over the last minute. */
  load: number;
  pauseMs: number;
  /** The share of prompt tokens that the KV cache held, of keys that each waited for an answer. */
  reusedPatiently: number;
  /** Requests that the model was asked, and the same tokens straight through the engine. */
  asked: { total: Spread; floor: Spread };
  /** What is between the two, without the debounce, request by request. */
  overhead: Spread;
  aborts: AbortCosts;
  loop: { server: LoopSeen; idle: LoopSeen };
  times: { hurried: KeyTimes; patient: KeyTimes };
  peer?: { flags: string; times: { hurried: KeyTimes; patient: KeyTimes } };
}

/** Prints a report as tables. */
export function print(report: Report): void {
  const { asked, overhead, times, peer, aborts, loop } = report;
  console.log(
    `${report.model}, ${report.threads} thread(s), load ${report.load.toFixed(1)}; keys ${report.pauseMs} ms after an answer unless said otherwise\n`,
  );
  printTable(
    [
      `${times.hurried.count} keys of ${report.traces} edits`,
      "requests",
      "share",
      "p50 ms",
      "p95 ms",
    ],
    [
      ...Object.entries(report.sources).flatMap(([name, { share, ready, ...each }]) => [
        row(`answered: ${name}`, each, share),
        ...(name === "typed-along" && ready.count > 0
          ? [row("  from what was written already", ready, share * (ready.count / each.count))]
          : []),
      ]),
      ...Object.entries(report.stages).map(([name, each]) => row(`stage: ${name}`, each)),
      row("own stages, where the model was asked", report.ownStages),
      row("model asked, each key after the answer", asked.total),
      row("the same tokens straight through the engine", asked.floor),
      row("overhead over that, without debounce", overhead),
    ],
  );
  console.log();
  const rhythms = ["patient", "hurried"] as const;
  printTable(
    ["time of a key", "keys", "answered in time", "p50 ms", "p95 ms"],
    rhythms.flatMap((rhythm) => {
      const name = rhythm === "patient" ? "each after the answer" : "at typing speed";
      const line = (who: string, each: KeyTimes): string[] => [
        `${who}, ${name}`,
        String(each.count),
        percent(each.answered),
        ms(each.p50),
        ms(each.p95),
      ];
      return [
        line("Ingle", times[rhythm]),
        ...(peer ? [line("the peer's pattern", peer.times[rhythm])] : []),
      ];
    }),
  );
  if (peer) {
    const ratio = peer.times.patient.p50 / times.patient.p50;
    console.log(
      `\nA key is answered ${ratio.toFixed(1)} times faster than by the peer's pattern (p50, each after the answer)${peer.flags && `; llama-server ${peer.flags}`}.`,
    );
  }
  console.log(
    `\nPrompt tokens reused: ${percent(report.reusedShare)} at typing speed, ${percent(report.reusedPatiently)} with each key after the answer. Cancelled: ${report.cancelled}. Shown: ${report.shown}.`,
  );
  console.log(
    `An abort costs ${ms(aborts.whileReading)} ms while reading, ${ms(aborts.whileGenerating)} ms while generating, where a token takes ${ms(aborts.oneToken)} ms.`,
  );
  const { server, idle } = loop;
  console.log(
    `Event loop: late by ${ms(server.p50)} ms (p50), ${ms(server.p99)} ms (p99), ${ms(server.longest)} ms at most; ` +
      `that of an idle process ${ms(idle.p50)}, ${ms(idle.p99)}, ${ms(idle.longest)} ms. ` +
      `Longest stretch of processor time ${ms(server.longestCpuMs)} ms; ${ms(server.cpuMs / times.hurried.count)} ms of it a key.`,
  );
}

/** Draws stages, sources and the comparison as one chart. */
export function drawn(report: Report): string {
  const { times, peer, sources, stages, overhead, asked } = report;
  const row = (label: string, { p50, p95, count }: Spread) =>
    count === 0 ? [] : [{ label, values: [p50, p95] }];
  const rows = [
    ...row("key, each after the answer: Ingle", times.patient),
    ...(peer ? row("the peer's pattern", peer.times.patient) : []),
    ...row("key at typing speed: Ingle", times.hurried),
    ...(peer ? row("the peer's pattern", peer.times.hurried) : []),
    ...Object.entries(sources).flatMap(([name, each]) =>
      row(`answered: ${name} (${percent(each.share)})`, each),
    ),
    ...Object.entries(stages).flatMap(([name, each]) => row(`stage: ${name}`, each)),
    ...row("the same tokens, engine alone", asked.floor),
    ...row("overhead over that", overhead),
  ];
  return barChart({
    title: "Milliseconds of a key, by powers of ten",
    series: ["p50", "p95"],
    rows,
    axis: millisecondAxis(Math.max(...rows.flatMap(({ values }) => values))),
  });
}

function row(name: string, { count, p50, p95 }: Spread, share?: number): string[] {
  return [name, String(count), share === undefined ? "" : percent(share), ms(p50), ms(p95)];
}

function ms(value: number): string {
  return Number.isFinite(value) ? value.toFixed(2) : "–";
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
