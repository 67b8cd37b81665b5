import type { PastTurn } from "../prompt/fitChat.ts";
import type { Answer, ChatEntry, Question } from "../protocol/chat.ts";

/** What was said before a question, as the next prompt tells it. */
export interface Past {
  turns: PastTurn[];
  /** Of the turns before these. */
  summary: { turns: number; text: string } | undefined;
}

/**
 * The turns on the way to a question, the oldest first, without those that have been summarized.
 * `contextOf` and `wordsOf` give what stood in front of a question, and the question, as the model read
 * them: the same words again are not read again. `picturesOf` gives what was beside it, as data URLs.
 */
export function pastOf(
  path: readonly ChatEntry[],
  {
    contextOf,
    wordsOf,
    picturesOf,
  }: {
    contextOf(answer: string): string;
    wordsOf(question: Question): string;
    picturesOf(question: Question): readonly string[];
  },
): Past {
  const turns: PastTurn[] = [];
  let summary: Past["summary"];
  let question: Question | undefined;
  for (const message of path) {
    if (message.role === "user") question = message;
    else if (question) {
      if (message.summary) summary = message.summary;
      turns.push({
        context: contextOf(message.id),
        pictures: picturesOf(question),
        question: wordsOf(question),
        answer: saidOf(message),
      });
      question = undefined;
    }
  }
  return { turns: turns.slice(summary?.turns ?? 0), summary };
}

/** An answer that was broken off before its first word still has to be one: roles take turns. */
function saidOf({ text }: Answer): string {
  return text.trim() === "" ? "(no answer)" : text;
}
