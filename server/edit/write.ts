import type { ChatMessage, GenerationEnd } from "../engine/engine.ts";
import type { Answering } from "../models/answering.ts";

/** What a model has written; `complete` where it came to its own end. */
export interface Written {
  text: string;
  complete: boolean;
  end: GenerationEnd;
}

interface WriteOptions {
  messages: readonly ChatMessage[];
  maxTokens: number;
  grammar?: string;
  original?: string;
  signal: AbortSignal;
  /** Called with all that is written so far. */
  onText(text: string): void;
}

/** Has the model write an answer; what a reasoning model thinks before it is passed over. */
export async function writeAnswer(
  { engine }: Pick<Answering, "engine">,
  { signal, onText, ...request }: WriteOptions,
): Promise<Written> {
  let text = "";
  for await (const event of engine.chat(request, signal)) {
    if (event.kind === "piece" && !event.thought) {
      text += event.text;
      onText(text);
    }
    if (event.kind === "end")
      return { text, complete: event.stopReason === "end-of-text", end: event };
  }
  return { text, complete: false, end: { stopReason: "cancelled" } };
}
