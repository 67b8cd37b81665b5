import type { ChatMessage } from "../engine/engine.ts";
import type { Answering } from "../models/answering.ts";
import { editMessages, shareBefore } from "../prompt/edit.ts";
import { repairMessages } from "../prompt/repair.ts";
import type { Declaration } from "../syntax/outline.ts";
import { blocksGrammar } from "./answer/grammar.ts";
import { readAnswer } from "./answer/readAnswer.ts";
import { readPartial } from "./answer/readPartial.ts";
import type { Region, WhyUnusable } from "./answer/region.ts";
import { fileParts } from "./fileParts.ts";
import { planFor } from "./plan.ts";
import { writeAnswer } from "./write.ts";

/** A region that is to be written anew. */
export interface RewriteTask {
  languageId: string;
  /** As the model is shown it. */
  path: string;
  region: Region;
  instruction: string;
  /** Instructions that the region has seen already, the oldest first. */
  past: readonly string[];
  outline: readonly Declaration[] | undefined;
  /** Tokens that the answer may need, whatever the region holds now. */
  answerTokens: number;
  /** What else helps, the most important first: rules of the project, texts of other files. */
  context: readonly string[];
}

/** What has become of the region. */
export type Rewritten =
  | { kind: "text"; text: string; answer: string }
  | { kind: "unusable"; why: WhyUnusable; reason: string; hint: string; answer: string }
  /** `reason` is a whole sentence. */
  | { kind: "failed"; reason: string; remedy?: string }
  | { kind: "cancelled" };

/** A conversation with a model over one region. */
export interface Rewriting {
  first(): Promise<Rewritten>;
  /** Tells the model what was wrong with its last answer, in whole sentences. */
  again(problems: readonly string[]): Promise<Rewritten>;
}

interface RewritingOptions {
  model: Answering;
  signal: AbortSignal;
  /** Called with the region as far as it is written. */
  onText(text: string): void;
}

/** Begins a conversation; nothing is asked yet. */
export function createRewriting(task: RewriteTask, options: RewritingOptions): Rewriting {
  const { model, signal, onText } = options;
  const { region, languageId } = task;
  const plan = planFor(task, model);
  let messages: ChatMessage[] = [];
  let last = "";

  async function ask(): Promise<Rewritten> {
    if (plan.kind === "too long") return tooLong;
    const { format, maxTokens } = plan;
    // Prose around a whole region can be cut off, but a line that was misquoted cannot be found.
    const grammar = format === "blocks" ? blocksGrammar(region.text) : undefined;
    const written = await writeAnswer(model, {
      ...{ messages, maxTokens, signal, original: region.text },
      ...(grammar === undefined ? {} : { grammar }),
      onText(text) {
        const partial = readPartial(text, { region, format, languageId });
        if (partial !== undefined) onText(partial);
      },
    });
    const { text: answer, complete, end } = written;
    last = answer;
    switch (end.stopReason) {
      case "cancelled":
        return { kind: "cancelled" };
      case "failed":
        return { kind: "failed", reason: end.failure };
      case "prompt-too-long":
        return tooLong;
      default:
        return { ...readAnswer(answer, { region, format, languageId, complete }), answer };
    }
  }

  return {
    first() {
      if (plan.kind === "plan") {
        const { format, edgeCharacters, contextCharacters } = plan;
        const own = fileParts({ ...task, edgeCharacters: edgeCharacters * shareBefore });
        const context = withinRoom([...task.context, ...own], contextCharacters);
        messages = editMessages({ ...task, format, context, edgeCharacters });
      }
      return ask();
    },
    again(problems) {
      messages = repairMessages(messages, { answer: last, problems });
      return ask();
    },
  };
}

const tooLong: Rewritten = {
  kind: "failed",
  reason: "The code that is meant is too long for this model.",
  remedy: "Select less of it, or choose a model with a larger context.",
};

/** The first texts that fit together into so many characters. */
function withinRoom(texts: readonly string[], characters: number): string[] {
  let left = characters;
  return texts.filter(({ length }) => {
    if (length > left) return false;
    left -= length;
    return true;
  });
}
