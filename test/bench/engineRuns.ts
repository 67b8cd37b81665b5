import type { Engine, GenerateRequest, Segment } from "../../server/engine/engine.ts";
import { quantile } from "./quantile.ts";

const never = new AbortController().signal;
const rounds = 7;

/** Starts an engine; rejects with its reason where the model cannot be loaded. */
export async function startedEngine(
  engine: Engine,
): Promise<Extract<Engine["state"], { kind: "ready" }>> {
  return new Promise((resolve, reject) => {
    engine.onState((state) => {
      if (state.kind === "ready") resolve(state);
      if (state.kind === "failed") reject(new Error(`${state.reason} ${state.remedy}`));
    });
    engine.start();
  });
}

/** Asks for so many pieces; milliseconds until they were there, or the model had no more to say. */
export async function timeOf(
  engine: Engine,
  request: GenerateRequest,
  pieces: number,
): Promise<number> {
  const began = performance.now();
  let left = pieces;
  for await (const event of engine.generate(request, never)) {
    if (event.kind === "piece") left -= 1;
    if (event.kind === "end" || left === 0) return performance.now() - began;
  }
  return performance.now() - began;
}

/**
 * How many milliseconds later another answer begins because a generation was aborted just before it:
 * the median of several rounds, each beside the same answer without an abort. `prompt` gives another
 * prompt each round where reading is to be aborted.
 */
export async function abortCost(
  engine: Engine,
  {
    during,
    prompt,
  }: { during: "reading" | "generating"; prompt(round: number): readonly Segment[] },
): Promise<number> {
  const other: GenerateRequest = {
    lane: "completion",
    prompt: [{ text: "let other = ", special: false }],
    maxTokens: 1,
  };
  const costs: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const abort = new AbortController();
    const request: GenerateRequest = { lane: "completion", prompt: prompt(round), maxTokens: 400 };
    if (during === "reading") setTimeout(() => abort.abort(), 10);
    for await (const event of engine.generate(request, abort.signal)) {
      if (during === "generating" && event.kind === "piece") abort.abort();
      if (event.kind === "end") break;
    }
    const aborted = await timeOf(engine, other, 1);
    costs.push(aborted - (await timeOf(engine, other, 1)));
  }
  return quantile(costs, 0.5);
}
