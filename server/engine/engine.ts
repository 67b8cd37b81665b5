/**
 * The engine: prompt in, pieces of text out. Every back end stands behind this interface, and a
 * failure of any kind reaches the caller as the last event of the stream, never as an exception.
 */
export interface Engine {
  readonly state: EngineState;
  /** Calls `listener` at every change of state; returns the function that ends it. */
  onState(listener: (state: EngineState) => void): () => void;
  /** Loads the model now instead of at the first request. */
  start(): void;
  /**
   * Streams the continuation of a prompt. The last event is always `end`. Aborting ends the
   * stream at once; the evaluation stops within one token, or one piece of the prompt.
   */
  generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerationEvent>;
  /** The same for the next message of a conversation; it works in the lane `chat`. */
  chat(request: ChatRequest, signal: AbortSignal): AsyncIterable<GenerationEvent>;
  /**
   * While it is held, no answer of a conversation goes on: somebody waits for another engine. What
   * others run does not know of it.
   */
  hold(held: boolean): void;
  /** Starts afresh: past failures and a remembered fallback to the CPU are forgotten. */
  restart(): void;
  dispose(): Promise<void>;
}

/** What the engine is doing. A person reads `reason` and `remedy`: whole sentences. */
export type EngineState =
  | { kind: "stopped" }
  | { kind: "loading"; progress: number }
  | { kind: "ready"; ready: EngineReady }
  | { kind: "waiting"; reason: string; attempt: number; retryInMs: number }
  | { kind: "failed"; reason: string; remedy: string };

/** The facts of a loaded engine. `contextSize` is in tokens, `loadMs` from the start to now. */
export interface EngineReady {
  device: Device;
  contextSize: number;
  loadMs: number;
  /** Of the engine's own process; a server has none that is ours. */
  pid?: number;
  threads?: number;
  /** What a server tells of its model; of a model that is loaded here, its file tells more. */
  served?: ServedModel;
}

/**
 * Where the model runs; on the CPU, `why` says in a clause why no GPU is used. Of a server only its
 * address is known.
 */
export type Device =
  | { kind: "gpu"; api: "metal" | "cuda" | "vulkan"; name: string }
  | { kind: "cpu"; why: string }
  | { kind: "server"; url: string };

/** A model as its server describes it. */
export interface ServedModel {
  name: string;
  /** Those of the control tokens that were asked about which it has; undefined: it cannot tell. */
  controlTokens?: ReadonlySet<string>;
  vocabularySize?: number;
  /** Whether the server can fill in the middle with a prompt of its own making. */
  infill: boolean;
  /** Whether it reads pictures; undefined: the server does not tell. */
  pictures?: boolean;
}

/**
 * A stretch of a prompt. Special text is read as the model's control tokens; other text never is,
 * so that source code which happens to contain `<|fim_middle|>` stays source code.
 */
export interface Segment {
  readonly text: string;
  readonly special: boolean;
  /** `suffix` marks what comes after the cursor, for a server that makes its own prompt of it. */
  readonly role?: string;
}

/** Typing goes before chat at every border between pieces. */
export type Lane = "completion" | "chat";

export interface GenerateRequest {
  lane: Lane;
  prompt: readonly Segment[];
  maxTokens: number;
  /**
   * Heals a half-typed word at the end of the prompt: the model chooses freely among the tokens that
   * begin with it. For models that were not trained with the cursor inside a token.
   */
  heal?: boolean;
  /** 0 (the default) is greedy. */
  temperature?: number;
  /** Asks for the probability of each token; costs ~15 ms a token on a 151 k vocabulary. */
  confidence?: boolean;
  /**
   * A guess at the answer, which is read at once where that is faster than to write it. It changes no
   * word: the model takes what it would have written itself. A server behind HTTP is not told of it.
   */
  draft?: string;
  /** Control tokens that end the answer, for a back end that sees no tokens but text alone. */
  stops?: readonly string[];
}

/** A text that may be what the model will write, and how probable that is. */
export interface Draft {
  readonly text: string;
  readonly probability: number;
}

/**
 * Asks for the next message of a conversation, which ends with one of the user's. The model's own
 * template makes a prompt of it; what looks like a control token in a message stays text.
 */
export interface ChatRequest {
  messages: readonly ChatMessage[];
  maxTokens: number;
  /** 0 (the default) is greedy. */
  temperature?: number;
  /**
   * What the answer has to be, by rules that begin with `root` (GBNF, llama.cpp's notation). The
   * built-in engine keeps to it, and what a model thinks before is free; with a llama-server the model
   * answers without thinking. What is no grammar ends as failed. Other servers may refuse what they do not
   * know: they are not told, and answer as they like.
   */
  grammar?: string;
  /**
   * The text that the answer rewrites. What stands in it unchanged is drafted from it, where that is
   * faster. It changes no word; a server behind HTTP is not told of it.
   */
  original?: string;
}

/** One message of a conversation. */
export interface ChatMessage {
  role: "system" | "user" | "assistant";
  content: string;
  /** Pictures beside a user's words, as data URLs. Only a server behind HTTP is sent them. */
  pictures?: readonly string[];
}

/** A stream is at most one `prompt`, any number of drafts and pieces, and one `end`. */
export type GenerationEvent =
  | ({ kind: "prompt" } & PromptRead)
  | ({ kind: "draft" } & DraftRead)
  | ({ kind: "piece" } & Piece)
  | ({ kind: "end" } & GenerationEnd);

/** The prompt has been read: its tokens, those that the KV cache held, and milliseconds. */
export interface PromptRead {
  promptTokens: number;
  reusedTokens: number;
  tokenizeMs: number;
  /** Spent waiting for turns, while other work was done. */
  queueMs: number;
  evaluateMs: number;
}

/** Tokens of a draft were evaluated at once, and the model took the first of them. */
export interface DraftRead {
  offered: number;
  taken: number;
}

/** Streamed text; `confidence` is the probability of its token, where it was asked for. */
export interface Piece {
  text: string;
  /** It belongs to what a reasoning model thinks before it answers. */
  thought?: true;
  confidence?: number;
}

/** Why a generation ended. */
export type GenerationEnd =
  | { stopReason: "end-of-text" | "length" | "cancelled" }
  | { stopReason: "prompt-too-long"; promptTokens: number }
  | { stopReason: "failed"; failure: string };
