import type { Engine, GenerateRequest, GenerationEnd, PromptRead } from "../engine/engine.ts";
import type { Cursor } from "./cursor.ts";

/** How long a generation that nobody waits for goes on: longer than the usual time between two keys. */
const graceMs = 300;

/** Cuts a streamed text where its shape ends; `complete` says that more text would not change it. */
export type Cut = (text: string) => { text: string; complete: boolean };

/** How a generation is begun. */
export interface Beginning {
  /** The generation ends early where this says that its text is complete. */
  cut: Cut;
  /** Called with the length of the prompt once the engine knows it. */
  onPrompt?(tokens: number): void;
}

/** The text that a generation has written so far, and how it ended. */
export interface Ongoing {
  /** The cursor at which it began. */
  readonly cursor: Cursor;
  readonly cut: Cut;
  readonly text: string;
  readonly tokens: number;
  readonly prompt: PromptRead | undefined;
  readonly end: GenerationEnd | undefined;
  /** Resolves at the next piece, at the end, or when `signal` aborts; holds the generation alive. */
  next(signal: AbortSignal): Promise<void>;
}

/** The one generation of the completion lane, which lives apart from the requests that read it. */
export interface Generations {
  /**
   * The current generation if what has been typed since it began agrees with what it has written;
   * `typed` is that text, which the suggestion has to lose at its beginning.
   */
  join(cursor: Cursor): { ongoing: Ongoing; typed: string } | undefined;
  /** Begins a new generation and aborts the one before. */
  begin(cursor: Cursor, request: GenerateRequest, how: Beginning): Ongoing;
  /** Aborts whatever is being generated. */
  stop(): void;
}

/**
 * Creates the generations of one engine. An editor cancels its request at every keystroke; that
 * alone aborts nothing: the next request joins if the typed text agrees, aborts if it does not,
 * and if none comes within the grace the generation is aborted.
 */
export function createGenerations(engine: () => Engine): Generations {
  let current: Generation | undefined;
  return {
    join(cursor) {
      const typed = current && typedSince(current.cursor, cursor);
      if (!current || typed === undefined || !current.agrees(typed)) return undefined;
      return { ongoing: current, typed };
    },
    begin(cursor, request, how) {
      current?.abort();
      current = new Generation(cursor, engine(), request, how);
      return current;
    },
    stop() {
      current?.abort();
      current = undefined;
    },
  };
}

/** What was typed between two cursors, or undefined if more than typing happened. */
function typedSince(then: Cursor, now: Cursor): string | undefined {
  if (then.uri !== now.uri || then.suffix !== now.suffix || !now.prefix.startsWith(then.prefix))
    return undefined;
  return now.prefix.slice(then.prefix.length);
}

class Generation implements Ongoing {
  readonly cursor: Cursor;
  readonly cut: Cut;
  text = "";
  tokens = 0;
  prompt: PromptRead | undefined;
  end: GenerationEnd | undefined;
  readonly #controller = new AbortController();
  readonly #wake = new Set<() => void>();
  #grace: NodeJS.Timeout | undefined;

  constructor(cursor: Cursor, engine: Engine, request: GenerateRequest, how: Beginning) {
    this.cursor = cursor;
    this.cut = how.cut;
    void this.#pump(engine, request, how);
  }

  agrees(typed: string): boolean {
    if (this.text.startsWith(typed))
      return this.end === undefined || this.text.length > typed.length;
    return this.end === undefined && typed.startsWith(this.text);
  }

  async next(signal: AbortSignal): Promise<void> {
    clearTimeout(this.#grace);
    let wake = (): void => {};
    await new Promise<void>((resolve) => {
      wake = resolve;
      this.#wake.add(wake);
      signal.addEventListener("abort", wake, { once: true });
    });
    signal.removeEventListener("abort", wake);
    this.#wake.delete(wake);
    if (this.#wake.size === 0 && this.end === undefined) {
      clearTimeout(this.#grace);
      this.#grace = setTimeout(() => this.abort(), graceMs);
    }
  }

  abort(): void {
    clearTimeout(this.#grace);
    this.#controller.abort();
  }

  async #pump(engine: Engine, request: GenerateRequest, how: Beginning): Promise<void> {
    for await (const event of engine.generate(request, this.#controller.signal)) {
      if (event.kind === "prompt") {
        this.prompt = event;
        how.onPrompt?.(event.promptTokens);
      } else if (event.kind === "end") {
        if (event.stopReason === "prompt-too-long") how.onPrompt?.(event.promptTokens);
        this.end = event;
      } else {
        this.text += event.text;
        this.tokens += 1;
        if (this.cut(this.text).complete) break;
      }
      this.#notify();
    }
    this.end ??= { stopReason: "length" };
    clearTimeout(this.#grace);
    this.#notify();
  }

  #notify(): void {
    for (const wake of [...this.#wake]) wake();
  }
}
