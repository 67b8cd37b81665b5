import type { ChatRequest, Engine } from "../../../server/engine/engine.ts";
import { quantile } from "../quantile.ts";
import type { Costs } from "./play.ts";

/** What was measured of an answer that rewrites a text, by turns with drafts and without. */
export interface Measured {
  tokens: number;
  aloneMs: number;
  draftedMs: number;
  /** The median over the rounds of the one time by the other. */
  ratio: number;
  offered: number;
  taken: number;
  costs: Costs;
}

const never = new AbortController().signal;
/** In the first the engine finds out what drafts cost. */
const learning = 1;

/** Has an answer written with the original and without it, one after the other, and its times compared. */
export async function measure(
  engine: Engine,
  { request, original, rounds }: { request: ChatRequest; original: string; rounds: number },
): Promise<Measured> {
  const alone: Answer[] = [];
  const drafted: Answer[] = [];
  for (let round = 0; round < learning + rounds; round += 1) {
    const with_ = await answer(engine, { ...request, original });
    const without = await answer(engine, request);
    if (with_.text !== without.text) throw new Error("A draft has changed the text.");
    if (round < learning) continue;
    drafted.push(with_);
    alone.push(without);
  }
  const written = quantile(
    alone.flatMap(({ gaps }) => gaps),
    0.5,
  );
  const evaluations = drafted.flatMap(({ drafts }) => drafts);
  const sum = (of: "offered" | "taken"): number =>
    evaluations.reduce((total, each) => total + each[of], 0);
  return {
    tokens: alone[0]?.tokens ?? 0,
    aloneMs: quantile(
      alone.map(({ ms }) => ms),
      0.5,
    ),
    draftedMs: quantile(
      drafted.map(({ ms }) => ms),
      0.5,
    ),
    ratio: quantile(
      drafted.map(({ ms }, round) => ms / (alone[round]?.ms ?? Number.NaN)),
      0.5,
    ),
    offered: sum("offered"),
    taken: sum("taken"),
    costs: { written, batches: batchesOf(evaluations) },
  };
}

/** The median times of the batches that the engine offers. */
function batchesOf(evaluations: readonly { offered: number; ms: number }[]): Costs["batches"] {
  return [4, 8, 16, 32].flatMap((size) => {
    const times = evaluations.filter(({ offered }) => offered === size - 1).map(({ ms }) => ms);
    return times.length === 0 ? [] : [{ size, ms: quantile(times, 0.5) }];
  });
}

interface Answer {
  text: string;
  tokens: number;
  ms: number;
  /** Milliseconds of each token that was written alone. */
  gaps: number[];
  drafts: { offered: number; taken: number; ms: number }[];
}

async function answer(engine: Engine, request: ChatRequest): Promise<Answer> {
  const said: Answer = { text: "", tokens: 0, ms: 0, gaps: [], drafts: [] };
  let from = performance.now();
  let last = from;
  /** Pieces of a draft that come with its event. */
  let together = 0;
  for await (const event of engine.chat(request, never)) {
    const now = performance.now();
    if (event.kind === "prompt") from = now;
    if (event.kind === "draft") {
      said.drafts.push({ offered: event.offered, taken: event.taken, ms: now - last });
      together = event.taken + 1;
    }
    if (event.kind === "piece") {
      said.text += event.text;
      said.tokens += 1;
      if (together > 0) together -= 1;
      else said.gaps.push(now - last);
    }
    last = now;
  }
  return { ...said, ms: last - from };
}
