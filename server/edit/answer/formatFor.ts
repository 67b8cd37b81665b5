import type { EditFormat, Region } from "./region.ts";
import { linesIn } from "./textLines.ts";

/** What a model may write: tokens of an answer, and how long one is. */
export interface AnswerRoom {
  tokens: number;
  charactersPerToken: number;
}

/**
 * How a model is asked to write an edit: the whole region anew where it has at most 60 lines and, half
 * as long again, fits into the answer; blocks that search and replace where it is longer. A small model
 * copies a function more surely than it quotes a part of it; a long copy costs time and loses lines.
 */
export function formatFor(region: Region, { tokens, charactersPerToken }: AnswerRoom): EditFormat {
  const needed = (region.text.length * growth) / charactersPerToken + fenceTokens;
  return linesIn(region.text).length <= mostLines && needed <= tokens ? "whole" : "blocks";
}

const mostLines = 60;
const growth = 1.5;
const fenceTokens = 16;
