import type { EditFormat, Region } from "./answer/region.ts";

/** How a model is asked for an edit, and what it has room for. */
export type Plan =
  | {
      kind: "plan";
      format: EditFormat;
      /** Of the answer, in tokens. */
      maxTokens: number;
      /** Of what stands around the region, in characters. */
      edgeCharacters: number;
      /** Of what else helps, in characters. */
      contextCharacters: number;
    }
  | { kind: "too long" };

interface PlannedTask {
  region: Pick<Region, "text">;
  instruction: string;
  /** Tokens that the answer may need, whatever the region holds now. */
  answerTokens: number;
}

/** For the words that are always in the prompt, in tokens. */
const wordsTokens = 700;
/** Regions up to so many tokens, about 80 lines, are written anew as a whole. */
const longestWhole = 900;
/** An edit of a longer region is told in blocks, which may be about so long together. */
const blocksTokens = 1_500;
const mostEdgeCharacters = 2_400;

/** Divides a model's context among the region, its answer, and what else helps, in this order. */
export function planFor(
  { region: { text }, instruction, answerTokens }: PlannedTask,
  { contextSize, charactersPerToken }: { contextSize: number; charactersPerToken: number },
): Plan {
  const region = Math.ceil(text.length / charactersPerToken);
  const format = region <= longestWhole ? "whole" : "blocks";
  const written = format === "whole" ? Math.ceil(region * 1.5) + 300 : blocksTokens;
  const maxTokens = Math.max(written, answerTokens);
  const asked = Math.ceil(instruction.length / charactersPerToken);
  const left = contextSize - wordsTokens - asked - region - maxTokens;
  if (left < 0) return { kind: "too long" };
  const characters = left * charactersPerToken;
  const edgeCharacters = Math.floor(Math.min(mostEdgeCharacters, characters / 2));
  const contextCharacters = Math.floor(Math.min(characters - edgeCharacters, characters / 2));
  return { kind: "plan", format, maxTokens, edgeCharacters, contextCharacters };
}
