import type { Piece } from "./engine.ts";

/** How models mark what they think: where it begins and where the answer does. */
export const thoughtMarks: readonly { begin: string; end: string }[] = [
  { begin: "<think>", end: "</think>" },
  { begin: "<thinking>", end: "</thinking>" },
  { begin: "<seed:think>", end: "</seed:think>" },
  { begin: "[THINK]", end: "[/THINK]" },
  // gpt-oss, which speaks in channels (https://github.com/openai/harmony).
  {
    begin: "<|channel|>analysis<|message|>",
    end: "<|end|><|start|>assistant<|channel|>final<|message|>",
  },
  // Gemma 4.
  { begin: "<|channel>thought\n", end: "<channel|>" },
];

/** Stands before an answer that was not thought about, and is no part of it. */
export const answerPrelude = "<|channel|>final<|message|>";

/** The thought that a prompt has begun at its end, as some templates do. */
export function openedThought(prompt: string): (typeof thoughtMarks)[number] | undefined {
  return thoughtMarks.find(({ begin }) => prompt.trimEnd().endsWith(begin.trimEnd()));
}

/** Tells a streamed answer from what the model thinks before it. */
export interface ThoughtSplitter {
  /** Takes more text; gives what is known of it by now. */
  take(text: string): Piece[];
  /** What was held back, once no more text comes. */
  rest(): Piece[];
}

/**
 * Creates the splitter of one answer. A thought is one only at the beginning of the text: an answer
 * may speak of the marks. `prompt` is the end of the prompt, which with some templates has begun the
 * thought already.
 */
export function createThoughtSplitter(prompt = ""): ThoughtSplitter {
  const opened = openedThought(prompt);
  let state: { kind: "beginning" } | { kind: "thought"; end: string } | { kind: "answer" } = opened
    ? { kind: "thought", end: opened.end }
    : { kind: "beginning" };
  let held = "";
  /** The first text of an answer behind a thought begins where its words do. */
  let trims = opened !== undefined;

  function answer(text: string): Piece[] {
    const shown = trims ? text.trimStart() : text;
    if (shown !== "") trims = false;
    return shown === "" ? [] : [{ text: shown }];
  }

  function beginning(): Piece[] {
    const text = held.trimStart();
    const mark = thoughtMarks.find(({ begin }) => text.startsWith(begin));
    if (mark) {
      held = text.slice(mark.begin.length);
      state = { kind: "thought", end: mark.end };
      trims = true;
      return thought(mark.end);
    }
    if (text.startsWith(answerPrelude)) held = text.slice(answerPrelude.length);
    else if (
      [answerPrelude, ...thoughtMarks.map(({ begin }) => begin)].some((each) =>
        each.startsWith(text),
      )
    )
      return [];
    state = { kind: "answer" };
    return release();
  }

  function thought(end: string): Piece[] {
    const at = held.indexOf(end);
    const kept = at < 0 ? sharedEnd(held, end) : 0;
    const text = held.slice(0, at < 0 ? held.length - kept : at);
    held = at < 0 ? held.slice(held.length - kept) : held.slice(at + end.length);
    const pieces: Piece[] = text === "" ? [] : [{ text, thought: true }];
    if (at < 0) return pieces;
    state = { kind: "answer" };
    return [...pieces, ...release()];
  }

  function release(): Piece[] {
    const text = held;
    held = "";
    return answer(text);
  }

  return {
    take(text) {
      held += text;
      if (state.kind === "beginning") return beginning();
      return state.kind === "thought" ? thought(state.end) : release();
    },
    rest() {
      const text = held;
      held = "";
      if (text === "") return [];
      return state.kind === "thought" ? [{ text, thought: true }] : answer(text);
    },
  };
}

/** How many characters at the end of the text are the beginning of the mark. */
function sharedEnd(text: string, mark: string): number {
  for (let length = Math.min(text.length, mark.length - 1); length > 0; length -= 1)
    if (text.endsWith(mark.slice(0, length))) return length;
  return 0;
}
