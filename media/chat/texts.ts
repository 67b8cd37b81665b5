import type { CodeAction, CodeBlock, Entry, Texts } from "../../src/chat/messages.ts";
import { type AnswerText, createAnswerText } from "./answerText.ts";

/** The texts of the answers that are shown, each with nodes of its own. */
export interface AnswerTexts {
  /** Draws what has changed, and forgets what is not shown any more. */
  update(entries: readonly Entry[]): void;
  of(answer: string): { text: AnswerText; thought: AnswerText };
}

/** Creates the texts; `run` does what is asked of a block of code. */
export function createTexts(
  texts: Texts,
  run: (action: CodeAction, block: CodeBlock) => void,
): AnswerTexts {
  const all = new Map<string, { text: AnswerText; thought: AnswerText }>();

  function of(answer: string): { text: AnswerText; thought: AnswerText } {
    const known = all.get(answer);
    if (known) return known;
    const drawing = { texts, run };
    const made = { text: createAnswerText(drawing), thought: createAnswerText(drawing) };
    all.set(answer, made);
    return made;
  }

  return {
    of,
    update(entries) {
      for (const entry of entries) {
        if (entry.role === "user") continue;
        const { text, thought } = of(entry.id);
        text.update(entry.text, !entry.writing);
        thought.update(entry.thought, !entry.writing || entry.text !== "");
      }
      for (const id of all.keys()) if (!entries.some((entry) => entry.id === id)) all.delete(id);
    },
  };
}
