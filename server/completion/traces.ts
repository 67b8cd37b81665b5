import type { PromptPart } from "../prompt/build.ts";
import type { CompletionTrace, PromptText } from "../protocol/messages.ts";

/** The last completions, for a person who asks why there was no suggestion. */
export interface Traces {
  add(trace: CompletionTrace, parts: readonly PromptPart[] | undefined): void;
  /** Newest first. */
  list(): CompletionTrace[];
  /** The prompt of one of them, as the model read it. */
  promptOf(id: number): PromptText[] | undefined;
}

const most = 50;

/** Creates an empty ring that keeps the last 50. */
export function createTraces(): Traces {
  const kept: { trace: CompletionTrace; parts: readonly PromptPart[] | undefined }[] = [];
  return {
    add(trace, parts) {
      kept.push({ trace, parts });
      if (kept.length > most) kept.shift();
    },
    list: () => kept.map(({ trace }) => trace).reverse(),
    promptOf: (id) =>
      kept.find(({ trace }) => trace.id === id)?.parts?.map(({ role, text }) => ({ role, text })),
  };
}

/** A slice of a document keeps the whole document in memory; these copies do not. */
export function detachedParts(parts: readonly PromptPart[]): readonly PromptPart[] {
  return parts.map((part) => ({
    ...part,
    text: Buffer.from(part.text, "utf16le").toString("utf16le"),
  }));
}
