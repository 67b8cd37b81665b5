import type {
  DraftRead,
  Engine,
  GenerateRequest,
  GenerationEnd,
  Piece,
  PromptRead,
} from "../engine/engine.ts";
import type { Cursor } from "./cursor.ts";
import { type Landmark, landmarkOf, typedSince } from "./landmark.ts";

/** How long a generation that nobody waits for goes on: longer than the usual time between two keys. */
const graceMs = 300;
/** So many finished generations are remembered; what was typed decides which of them is meant. */
const mostRemembered = 64;

/** Cuts a streamed text where its shape ends; `complete` says that more text would not change it. */
export type Cut = (text: string) => { text: string; complete: boolean };

/** How a generation is begun. */
export interface Beginning {
  /** The generation ends early where this says that its text is complete. */
  cut: Cut;
  /** Called with the length of the prompt once the engine knows it, and how it was read if it was. */
  onPrompt?(tokens: number, read?: PromptRead): void;
  /** Called with the time from the beginning to the first piece, in milliseconds. */
  onFirst?(ms: number): void;
}

/** The text that a generation has written so far, and how it ended. */
export interface Ongoing {
  readonly cut: Cut;
  readonly text: string;
  /** What `text` was put together from. */
  readonly pieces: readonly Piece[];
  readonly prompt: PromptRead | undefined;
  /** Of the request's draft: the tokens that were offered and taken so far; undefined where none were. */
  readonly draft: DraftRead | undefined;
  readonly end: GenerationEnd | undefined;
  /** Resolves at the next piece, at the end, or when `signal` aborts; holds the generation alive. */
  next(signal: AbortSignal): Promise<void>;
}

/** A generation that says what is wanted here, once `typed` is taken from its beginning. */
export interface Joined {
  ongoing: Ongoing;
  typed: string;
  /** `typed-along`: the generation that is under way or was the last; `cache`: an earlier one. */
  source: "typed-along" | "cache";
}

/** The one generation of the completion lane, which lives apart from the requests that read it. */
export interface Generations {
  readonly isBusy: boolean;
  /** Milliseconds from the beginning to the first piece, an average over the last ones. */
  readonly expectedMs: number | undefined;
  /** A generation that agrees with what has been typed since it began. */
  join(cursor: Cursor): Joined | undefined;
  /** Begins a new generation and aborts the one before. */
  begin(cursor: Cursor, request: GenerateRequest, how: Beginning): Ongoing;
  /** Has a prompt read that asks for no token, until something is begun. */
  prewarm(request: GenerateRequest): void;
  /** Aborts whatever is being generated. */
  stop(): void;
}

/**
 * Creates the generations of one engine. An editor cancels its request at every keystroke; that
 * alone aborts nothing: the next request joins if the typed text agrees, aborts if it does not,
 * and if none comes within the grace the generation is aborted.
 */
export function createGenerations(engine: Engine): Generations {
  let current: Generation | undefined;
  let past: Generation[] = [];
  let expectedMs: number | undefined;
  let warming: AbortController | undefined;

  function agreeing(generation: Generation, cursor: Cursor): string | undefined {
    const typed = typedSince(generation.landmark, cursor);
    return typed !== undefined && generation.agrees(typed) ? typed : undefined;
  }

  return {
    get isBusy() {
      return current !== undefined && current.end === undefined;
    },
    get expectedMs() {
      return expectedMs;
    },
    join(cursor) {
      const typed = current && agreeing(current, cursor);
      if (current && typed !== undefined) return { ongoing: current, typed, source: "typed-along" };
      for (const ongoing of past) {
        const typedThen = agreeing(ongoing, cursor);
        if (typedThen !== undefined) return { ongoing, typed: typedThen, source: "cache" };
      }
      return undefined;
    },
    begin(cursor, request, how) {
      warming?.abort();
      current?.abort();
      if (current?.isWhole) past = [current, ...past.slice(0, mostRemembered - 1)];
      current = new Generation(landmarkOf(cursor), engine, request, {
        ...how,
        onFirst: (ms) => {
          expectedMs = expectedMs === undefined ? ms : 0.7 * expectedMs + 0.3 * ms;
        },
      });
      return current;
    },
    prewarm(request) {
      warming?.abort();
      warming = new AbortController();
      void drain(engine.generate(request, warming.signal));
    },
    stop() {
      warming?.abort();
      current?.abort();
      current = undefined;
    },
  };
}

async function drain(events: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of events) {
    // Nothing is written; only the cache matters.
  }
}

class Generation implements Ongoing {
  readonly landmark: Landmark;
  readonly cut: Cut;
  text = "";
  readonly pieces: Piece[] = [];
  prompt: PromptRead | undefined;
  draft: DraftRead | undefined;
  end: GenerationEnd | undefined;
  readonly #controller = new AbortController();
  readonly #wake = new Set<() => void>();
  #grace: NodeJS.Timeout | undefined;

  constructor(landmark: Landmark, engine: Engine, request: GenerateRequest, how: Beginning) {
    this.landmark = landmark;
    this.cut = how.cut;
    void this.#pump(engine, request, how);
  }

  /** Whether it was written to its end, so that it may be shown again. */
  get isWhole(): boolean {
    return this.end?.stopReason === "end-of-text" || this.end?.stopReason === "length";
  }

  agrees(typed: string): boolean {
    if (this.#controller.signal.aborted && !this.isWhole) return false;
    if (this.end === undefined) return this.text.startsWith(typed) || typed.startsWith(this.text);
    // Where it had nothing to say, it has nothing to say again; but not further on.
    const goesOn = this.text.length > typed.length || typed === "";
    return this.isWhole && goesOn && this.text.startsWith(typed);
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
      this.#grace = setTimeout(() => this.abort(), graceMs).unref();
    }
  }

  abort(): void {
    clearTimeout(this.#grace);
    this.#controller.abort();
  }

  async #pump(engine: Engine, request: GenerateRequest, how: Beginning): Promise<void> {
    const began = performance.now();
    for await (const event of engine.generate(request, this.#controller.signal)) {
      if (event.kind === "prompt") {
        this.prompt = event;
        how.onPrompt?.(event.promptTokens, event);
      } else if (event.kind === "draft") {
        const { offered, taken } = this.draft ?? { offered: 0, taken: 0 };
        this.draft = { offered: offered + event.offered, taken: taken + event.taken };
      } else if (event.kind === "end") {
        if (event.stopReason === "prompt-too-long") how.onPrompt?.(event.promptTokens);
        this.end = event;
      } else {
        this.text += event.text;
        const { text, confidence } = event;
        this.pieces.push(confidence === undefined ? { text } : { text, confidence });
        if (this.pieces.length === 1) how.onFirst?.(performance.now() - began);
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

/** The pieces behind a text that was typed since; of one that was typed in part nothing is known. */
export function piecesAfter(pieces: readonly Piece[], typed: string): Piece[] {
  const left: Piece[] = [];
  let from = 0;
  for (const piece of pieces) {
    const to = from + piece.text.length;
    if (from >= typed.length) left.push(piece);
    else if (to > typed.length) left.push({ text: piece.text.slice(typed.length - from) });
    from = to;
  }
  return left;
}
