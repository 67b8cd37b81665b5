import type { ChatMessage } from "../engine/engine.ts";
import type { Answering } from "../models/answering.ts";
import type { ScmRefusal } from "../protocol/scm.ts";

/** What a model said to one question; `cut`: it would have gone on. */
export type Said =
  | { kind: "said"; text: string; cut: boolean }
  | { kind: "too-long"; promptTokens: number }
  | { kind: "cancelled" }
  | { kind: "failed"; reason: string };

/** One question to a model. */
export interface Question {
  messages: readonly ChatMessage[];
  maxTokens: number;
  /** 0 (the default) is greedy. */
  temperature?: number;
  /** Called with all that is written so far. */
  onText?(text: string): void;
}

/** Asks a model and waits for the end of its answer; its thoughts are passed over. */
export async function ask(
  { engine }: Pick<Answering, "engine">,
  { messages, maxTokens, temperature = 0, onText }: Question,
  signal: AbortSignal,
): Promise<Said> {
  let text = "";
  for await (const event of engine.chat({ messages, maxTokens, temperature }, signal)) {
    if (event.kind === "piece" && !event.thought) {
      text += event.text;
      onText?.(text);
    }
    if (event.kind !== "end") continue;
    switch (event.stopReason) {
      case "end-of-text":
      case "length":
        return { kind: "said", text, cut: event.stopReason === "length" };
      case "prompt-too-long":
        return { kind: "too-long", promptTokens: event.promptTokens };
      case "failed":
        return { kind: "failed", reason: event.failure };
      case "cancelled":
        return { kind: "cancelled" };
    }
  }
  return { kind: "cancelled" };
}

/** Two messages: what the model is to be, and what it is asked. */
export function messagesOf(system: string, question: string): ChatMessage[] {
  return [
    { role: "system", content: system },
    { role: "user", content: question },
  ];
}

/** A diff has more tokens for its characters than prose and code have. */
const density = 0.8;
/** For the words that a template puts around the messages. */
const tokensAround = 32;

/** Characters that all messages of a question may have, where `answer` tokens are kept free. */
export function roomOf(
  { contextSize, charactersPerToken }: Pick<Answering, "contextSize" | "charactersPerToken">,
  answer: number,
): number {
  const tokens = Math.max(0, contextSize - answer - tokensAround);
  return Math.floor(tokens * charactersPerToken * density);
}

/** What is said where nobody can answer. */
export function noModel(): ScmRefusal {
  return {
    ...{ kind: "refused", cause: "noModel" },
    reason: "There is no model here that can hold a conversation.",
    remedy: "Choose a chat model.",
  };
}

/** What is said where there is nothing to speak of; `notes` tell what the guard kept back. */
export function nothingToSee(notes: readonly string[]): ScmRefusal {
  if (notes.length > 0)
    return { kind: "refused", cause: "guard", reason: `No change may be read. ${notes.join(" ")}` };
  return { kind: "refused", cause: "nothing", reason: "There are no changes." };
}

/** What is said where the model failed. */
export function modelFailed(reason: string): ScmRefusal {
  return { kind: "refused", cause: "model", reason };
}
