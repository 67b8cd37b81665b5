import { quantile } from "./quantile.ts";
import type { TypingTrace } from "./traces.ts";

const linesBefore = 256;
const linesAfter = 64;
const answerTokens = 8;
const mostKeys = 200;

/**
 * Types the traces into a llama-server as the live local peer does: at each key a request with up to
 * 256 lines before the cursor's as `input_prefix`, the line's beginning as `prompt`, 64 lines after as
 * `input_suffix`, and 8 tokens; milliseconds a key, once the cache is warm.
 */
export async function peerTimes(
  url: string,
  traces: readonly TypingTrace[],
): Promise<{ p50: number; p95: number; keys: number }> {
  const times: number[] = [];
  for (const trace of traces) {
    for (let typed = 1; typed <= trace.typed.length && times.length < mostKeys; typed += 1) {
      const before = trace.text.slice(0, trace.offset) + trace.typed.slice(0, typed);
      const after = trace.text.slice(trace.offset);
      const lineStart = before.lastIndexOf("\n") + 1;
      const began = performance.now();
      const answer = await fetch(new URL("/infill", url), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          input_prefix: lastLines(before.slice(0, lineStart), linesBefore),
          prompt: before.slice(lineStart),
          input_suffix: after.split("\n").slice(0, linesAfter).join("\n"),
          n_predict: answerTokens,
          cache_prompt: true,
          temperature: 0,
        }),
      });
      await answer.text();
      if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
      if (typed > 1) times.push(performance.now() - began);
    }
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95), keys: times.length };
}

function lastLines(text: string, most: number): string {
  return text
    .split("\n")
    .slice(-most - 1)
    .join("\n");
}
