import type { Engine, GenerateRequest, Segment } from "../../server/engine/engine.ts";
import { quantile } from "./quantile.ts";

/** What a draft does to the time of an answer, in the rounds after the engine has learnt what it costs. */
export interface DraftFigures {
  /** The median of the time with the draft by that without, measured one after the other. */
  ratio: number;
  /** Tokens, over all rounds. */
  offered: number;
  taken: number;
}

const never = new AbortController().signal;
/** Tokens of an answer: a line of code, or two. */
const answerTokens = 24;
/** In the first of them the engine finds out whether drafts are worth it. */
const learning = 4;
const rounds = 9;

/**
 * The figures of a draft that says what the model writes, and of one that does not, behind the first of
 * the prompts at which the model has enough to say.
 */
export async function draftFigures(
  engine: Engine,
  { prompts, confidence }: { prompts: readonly (readonly Segment[])[]; confidence: boolean },
): Promise<[right: DraftFigures, wrong: DraftFigures]> {
  let longest = { request: requestFor(prompts[0] ?? [], confidence), text: "", pieces: 0 };
  for (const prompt of prompts) {
    const request = requestFor(prompt, confidence);
    const { text, pieces } = await answer(engine, request);
    if (pieces > longest.pieces) longest = { request, text, pieces };
    if (pieces === answerTokens) break;
  }
  const { request, text } = longest;
  const wrong = text.replaceAll(/\S/g, "~");
  return [await measure(engine, request, text), await measure(engine, request, wrong)];
}

function requestFor(prompt: readonly Segment[], confidence: boolean): GenerateRequest {
  return { lane: "completion", prompt, maxTokens: answerTokens, confidence };
}

async function measure(
  engine: Engine,
  request: GenerateRequest,
  draft: string,
): Promise<DraftFigures> {
  const ratios: number[] = [];
  const sum = { offered: 0, taken: 0 };
  for (let round = 0; round < learning + rounds; round += 1) {
    const drafted = await answer(engine, { ...request, draft });
    const alone = await answer(engine, request);
    console.log(
      JSON.stringify({
        d: drafted.ms,
        a: alone.ms,
        o: drafted.offered,
        t: drafted.taken,
        p: alone.pieces,
        x: alone.text.slice(0, 30),
      }),
    );
    if (round < learning) continue;
    ratios.push(drafted.ms / alone.ms);
    sum.offered += drafted.offered;
    sum.taken += drafted.taken;
  }
  return { ratio: quantile(ratios, 0.5), ...sum };
}

/** An answer, and the time from its prompt to its end. */
async function answer(
  engine: Engine,
  request: GenerateRequest,
): Promise<{ text: string; pieces: number; ms: number; offered: number; taken: number }> {
  let from = performance.now();
  const read = { text: "", pieces: 0, offered: 0, taken: 0 };
  for await (const event of engine.generate(request, never)) {
    if (event.kind === "prompt") from = performance.now();
    if (event.kind === "piece") {
      read.text += event.text;
      read.pieces += 1;
    }
    if (event.kind !== "draft") continue;
    read.offered += event.offered;
    read.taken += event.taken;
  }
  return { ...read, ms: performance.now() - from };
}
