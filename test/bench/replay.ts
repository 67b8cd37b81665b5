import { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "../../server/cli/client.ts";
import { createClientTypist } from "./clientTypist.ts";
import type { TypingTrace } from "./traces.ts";
import type { Typist } from "./typist.ts";

/** One key: when it was answered, by what, and what the person typed from there on. */
export interface Key {
  /** Milliseconds from the change to its final answer; undefined where a later key came first. */
  answeredMs: number | undefined;
  /** Milliseconds from the change to the key that came before its answer. */
  supersededMs: number | undefined;
  suggestion: string | undefined;
  /** What was typed after this key, to the end of the trace. */
  rest: string;
}

/**
 * How fast keys follow: `pauseMs` after an answer, and at most twice that after the key before; or
 * each as soon as the one before it is answered.
 */
export type Rhythm = { pauseMs: number } | { afterEachAnswer: true };

let documents = 0;

/** Types a trace into the server as an editor does. */
export function replay(client: Client, trace: TypingTrace, rhythm: Rhythm): Promise<Key[]> {
  return replayInto(createClientTypist(client), trace, rhythm);
}

/**
 * Types a trace: a change, a request, and at the next key the request's cancellation. The first key
 * of a line brings its indentation with it. `onAnswered` is awaited after each answer that came in time.
 */
export async function replayInto(
  typist: Typist,
  trace: TypingTrace,
  rhythm: Rhythm,
  onAnswered?: (key: Key) => Promise<void>,
): Promise<Key[]> {
  documents += 1;
  const uri = `untitled:${documents}/${trace.path}`;
  let document = TextDocument.create(uri, trace.languageId, 1, trace.text);
  await typist.open(document);
  const keys: Key[] = [];
  let pending:
    | { key: Key; began: number; controller: AbortController; done: Promise<void> }
    | undefined;

  let typed = 0;
  for (const text of keysOf(trace.typed)) {
    const at = document.positionAt(trace.offset + typed);
    typed += text.length;
    const change = { range: { start: at, end: at }, text };
    document = TextDocument.update(document, [change], document.version + 1);
    const position = document.positionAt(trace.offset + typed);
    const began = performance.now();
    if (pending && pending.key.answeredMs === undefined)
      pending.key.supersededMs = began - pending.began;
    const controller = new AbortController();
    const key: Key = {
      ...{ answeredMs: undefined, supersededMs: undefined, suggestion: undefined },
      rest: trace.typed.slice(typed),
    };
    keys.push(key);
    const done = typist.type({ change, document, position }, controller.signal).then((answer) => {
      if (key.supersededMs !== undefined) return;
      key.answeredMs = performance.now() - began;
      key.suggestion = answer;
    });
    pending?.controller.abort();
    pending = { key, began, controller, done };
    if ("afterEachAnswer" in rhythm) await done;
    else {
      await Promise.race([done, wait(rhythm.pauseMs)]);
      if (rhythm.pauseMs > 0) await wait(rhythm.pauseMs);
    }
    if (key.answeredMs !== undefined) await onAnswered?.(key);
  }
  await pending?.done;
  await typist.close(document);
  return keys;
}

/** One key a character; an editor writes the indentation of a new line by itself. */
function keysOf(typed: string): string[] {
  return typed.match(/\n[ \t]*|[\s\S]/gu) ?? [];
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
