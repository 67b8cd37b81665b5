import type { ReadAnswer, WhyUnusable } from "./region.ts";

/** What is wrong with an answer, for a person and for the model that is asked once more. */
export function unusable(
  why: WhyUnusable,
  said: { reason?: string; hint?: string } = {},
): ReadAnswer & { kind: "unusable" } {
  const [reason, hint] = words[why];
  return { kind: "unusable", why, reason: said.reason ?? reason, hint: said.hint ?? hint };
}

const words: Record<WhyUnusable, readonly [reason: string, hint: string]> = {
  empty: ["The model's answer is empty.", "It was empty."],
  prose: [
    "The model answered in words, without any code.",
    "It holds no code. Write the code alone, without any explanation.",
  ],
  unchanged: [
    "The model's answer changes nothing.",
    "It leaves everything as it was. Carry the instruction out.",
  ],
  "cut off": [
    "The model's answer was too long and ends in the middle.",
    "It was too long and was cut off. Write less: change only what has to change.",
  ],
  "no match": [
    "The model's answer is for lines that do not stand in the code.",
    "The lines to be replaced do not stand in the marked part. Copy them exactly.",
  ],
  ambiguous: [
    "The model's answer fits several places of the code.",
    "The lines to be replaced stand in several places. Add lines around them until they stand only once.",
  ],
  "deletes everything": [
    "The model's answer would delete all of the code.",
    "It leaves nothing of the marked part. Write the part as it reads after the change.",
  ],
  elided: [
    "The model's answer leaves code out and says so in a comment.",
    'It leaves code out. Write every line, and never "..." or "rest unchanged" in place of code.',
  ],
  "other language": [
    "The model's answer is in another programming language.",
    "It is in another programming language. Keep to the language of the file.",
  ],
};
