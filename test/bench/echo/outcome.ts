import { commonPrefix, firstLine } from "../../../ember/evaluate/score.ts";
import type { Answer, EchoCase } from "./completer.ts";

/** What one completer said at one cursor, and what was right. */
export interface Outcome {
  given: EchoCase;
  answer: Answer | undefined;
  /** Undefined where it said nothing. */
  probability: number | undefined;
  exact: boolean;
  /** Characters of the answer's first line, those of them that are right, and those that were wanted. */
  shown: number;
  kept: number;
  wanted: number;
  /** Milliseconds of processor time that the answer took. */
  ms: number;
}

/** Compares an answer's first line with the rest of the cursor's line; white space at its end is nothing. */
export function outcomeOf(given: EchoCase, answer: Answer | undefined, ms: number): Outcome {
  const text = firstLine(answer?.text ?? "");
  return {
    given,
    answer,
    probability: text === "" ? undefined : answer?.probability,
    exact: text === given.rest,
    shown: text.length,
    kept: commonPrefix(text, given.rest),
    wanted: given.rest.length,
    ms,
  };
}
