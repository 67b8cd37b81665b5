import type { TypedKey, Typist } from "../typist.ts";

/** Lines that it sends from before the cursor's line and from after it. */
const linesBefore = 256;
const linesAfter = 64;
/** With more than so many characters behind the cursor it does not ask. */
const longestRest = 8;
/** It has one request at a time; a later key looks every so many milliseconds whether its turn has come. */
const pollMs = 150;

/**
 * Types into a llama-server as the live local peer does: whole lines before the cursor's as
 * `input_prefix`, the line's beginning as `prompt`, what follows as `input_suffix`; up to 128 tokens
 * with its samplers; one request at a time, which is never aborted; an answer is remembered for the
 * text around it, and serves while what is typed agrees with it. What it sends ahead of time and from
 * other files is left out: here that would only cost it.
 */
export function createPeer(url: string): Typist {
  const remembered = new Map<string, string>();
  let busy = false;

  async function answer(key: TypedKey): Promise<string | undefined> {
    const { around, prompt, rest, indentation, before, after } = placeOf(key);
    if (rest.length > longestRest) return undefined;
    const known = recall(remembered, around, prompt);
    if (known !== undefined) return known;
    const response = await fetch(new URL("/infill", url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        id_slot: 0,
        input_prefix: before,
        input_suffix: after,
        input_extra: [],
        prompt,
        n_predict: 128,
        n_cmpl: 1,
        top_k: 40,
        top_p: 0.99,
        stream: false,
        samplers: ["top_k", "top_p", "infill"],
        cache_prompt: true,
        ...(indentation > 0 && { n_indent: indentation }),
        t_max_prompt_ms: 500,
        t_max_predict_ms: 2500,
      }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${text}`);
    const { content } = JSON.parse(text) as { content: string };
    remembered.set(around + prompt, content);
    return content.trim() === "" ? undefined : content;
  }

  return {
    open: async () => remembered.clear(),
    async type(key, signal) {
      while (busy) {
        await new Promise((resolve) => setTimeout(resolve, pollMs));
        if (signal.aborted) return undefined;
      }
      busy = true;
      try {
        return await answer(key);
      } finally {
        busy = false;
      }
    },
    close: async () => {},
  };
}

function placeOf({ document, position }: TypedKey) {
  const lines = document.getText().split("\n");
  const line = lines[position.line] ?? "";
  const start = line.slice(0, position.character);
  const rest = line.slice(position.character);
  const before = lines.slice(Math.max(0, position.line - linesBefore), position.line);
  const after = lines.slice(position.line + 1, position.line + 1 + linesAfter);
  const input = { before: `${before.join("\n")}\n`, after: `${[rest, ...after].join("\n")}\n` };
  return {
    ...input,
    around: `${input.before}|${input.after}|`,
    prompt: start.trim() === "" ? "" : start,
    rest,
    indentation: line.length - line.trimStart().length,
  };
}

/** What was answered here, or earlier in the line and has been typed along since. */
function recall(
  remembered: ReadonlyMap<string, string>,
  around: string,
  prompt: string,
): string | undefined {
  for (let length = prompt.length; length >= 0; length -= 1) {
    const content = remembered.get(around + prompt.slice(0, length));
    const typed = prompt.slice(length);
    if (content?.startsWith(typed) && content.length > typed.length)
      return content.slice(typed.length);
  }
  return undefined;
}
