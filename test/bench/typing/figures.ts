import type { CompletionTrace } from "../../../server/protocol/messages.ts";
import { quantile } from "../quantile.ts";
import type { Key } from "../replay.ts";

/** Milliseconds of so many of something. */
export interface Spread {
  count: number;
  p50: number;
  p95: number;
}

/** The quantiles of some times. */
export function spread(times: readonly number[]): Spread {
  return { count: times.length, p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

/**
 * The time of a key, the same for everything that is typed into: from the change being sent to the
 * final answer, be it silence, or to the key that came before the answer. A key whose answer nobody
 * waited for thus counts with the time that it was waited for, which is less than the answer took.
 */
export function timesOf(keys: readonly Key[]): number[] {
  return keys.flatMap(({ answeredMs, supersededMs }) => answeredMs ?? supersededMs ?? []);
}

/** Times of keys, and the share of them that were answered before the next. */
export function keyTimes(keys: readonly Key[]): Spread & { answered: number } {
  const answered = keys.filter(({ answeredMs }) => answeredMs !== undefined).length;
  return { ...spread(timesOf(keys)), answered: answered / Math.max(1, keys.length) };
}

/** Stages in which the pipeline only waits for the engine, or for the next key on purpose. */
const waiting = new Set(["joined in vain", "first piece", "rest", "debounce"]);

/** What the traces of a replay come to; times are those of requests that were not cancelled. */
export function figuresOf(traces: readonly CompletionTrace[]) {
  const finished = traces.filter((trace) => !isCancelled(trace));
  const stagesOf = (wanted: (name: string) => boolean) => (trace: CompletionTrace) =>
    trace.stages.reduce((sum, { name, ms }) => sum + (wanted(name) ? ms : 0), 0);
  const total = stagesOf(() => true);
  const names = [...new Set(traces.flatMap((trace) => trace.stages.map(({ name }) => name)))];
  const asked = finished.filter(({ source }) => source === "model");
  const prompts = asked.flatMap(({ tokens }) => (tokens ? [tokens] : []));
  return {
    sources: Object.fromEntries(
      ["model", "typed-along", "cache", "echo", "none"].map((source) => {
        const own = finished.filter((trace) => trace.source === source);
        // One that joined a text which was still being written waited for the engine.
        const ready = own.filter((trace) => stagesOf((name) => name === "rest")(trace) < 1);
        return [
          source,
          {
            ...spread(own.map(total)),
            share: own.length / Math.max(1, finished.length),
            ready: spread(ready.map(total)),
          },
        ];
      }),
    ),
    stages: Object.fromEntries(
      names.map((name) => [
        name,
        spread(
          finished.flatMap((trace) =>
            trace.stages.filter((stage) => stage.name === name).map(({ ms }) => ms),
          ),
        ),
      ]),
    ),
    ownStages: spread(asked.map(stagesOf((name) => !waiting.has(name)))),
    reusedShare:
      prompts.reduce((sum, { reused }) => sum + reused, 0) /
      Math.max(
        1,
        prompts.reduce((sum, { prompt }) => sum + prompt, 0),
      ),
    cancelled: traces.length - finished.length,
    shown: finished.filter(({ outcome }) => outcome.kind === "shown").length,
  };
}

function isCancelled({ outcome }: CompletionTrace): boolean {
  return outcome.kind === "silent" && outcome.why === "the request was cancelled";
}
