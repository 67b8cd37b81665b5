import type { Device } from "../engine/engine.ts";
import type { IndexState } from "../index/workspaceIndex.ts";

/**
 * Every message between client and server that is not the Language Server Protocol's own.
 * Completions are asked for with its `textDocument/inlineCompletion`.
 */

/** Server to client, at every change: `params` is a {@link Status}. */
export const statusNotification = "ingle/status";

/** Server to client after each completion, where the option `trace` is on: a {@link CompletionTrace}. */
export const completionTraceNotification = "ingle/completionTrace";

/** Client to server: the person looks at this document, with the cursor here. A {@link Focus}. */
export const focusNotification = "ingle/didFocus";

/** Where a person looks; its prompt is read ahead of time. */
export interface Focus {
  textDocument: { uri: string };
  position: { line: number; character: number };
}

/** Client to server: start the engine afresh, and try the GPU again. No parameters, no result. */
export const restartRequest = "ingle/restart";

/** Client to server: the last 50 completions. No parameters; the result is {@link CompletionTrace}[], newest first. */
export const tracesRequest = "ingle/traces";

/** Client to server: the prompt of one of them as the model read it. `params` is `{ id }`, the result {@link PromptText}[], or null once it is forgotten. */
export const promptRequest = "ingle/prompt";

/** Client to server: the rules that may silence or cut a suggestion. No parameters; the result is {@link Rule}[]. */
export const rulesRequest = "ingle/rules";

/** Client to server: what has been shown, accepted and kept. No parameters; the result is {@link Statistics}. */
export const statisticsRequest = "ingle/statistics";

/** Client to server: forget the statistics. No parameters, no result. */
export const resetStatisticsRequest = "ingle/resetStatistics";

/** Client to server: how sure the model has to be, by language. No parameters; the result is {@link StrictnessRow}[], of the model in use. */
export const strictnessRequest = "ingle/strictness";

/** Client to server: forget what was taken and left, of every model; the gate is as strict as at first. No parameters, no result. */
export const resetStrictnessRequest = "ingle/resetStrictness";

/**
 * The command of a suggestion, where the option `acceptance` is on: the client runs it with
 * `workspace/executeCommand` once the suggestion has been accepted. Its arguments are the trace's id
 * and the text, which may be one of several.
 */
export const acceptedCommand = "ingle.accepted";

/** Server to client, at every change: what the index of the workspace does. An {@link IndexStatus}. */
export const indexStatusNotification = "ingle/indexStatus";

/** What the index of the workspace does; `reason` and `remedy` are sentences. */
export type IndexStatus = IndexState;

/** Client to server: what a person wants of the index. `params` is `{ action }`, an {@link IndexAction}. */
export const indexActionNotification = "ingle/indexAction";

/** To take nothing in until it is resumed, to go on, or to forget everything and begin again. */
export type IndexAction = "cancel" | "resume" | "rebuild";

/** Client to server: files that are not in the index. No parameters; the result is {@link SkippedFile}[], a thousand at most. */
export const skippedFilesRequest = "ingle/skippedFiles";

export type { SkippedFile } from "../index/workspaceIndex.ts";

/** What a person may want to know of the model and its engine; `reason` and `remedy` are sentences. */
export type Status =
  | { kind: "checking" }
  | { kind: "asleep"; model: ModelName }
  | { kind: "loading"; model: ModelName; progress: number }
  | { kind: "ready"; model: ModelName; device: Device; contextSize: number }
  | { kind: "waiting"; model: ModelName; reason: string; retryInMs: number }
  | { kind: "failed"; reason: string; remedy: string };

/** A model as it is shown: its name, its file or its server's address, and which of them it is. */
export interface ModelName {
  name: string;
  path: string;
  origin: "package" | "file" | "server";
}

/** One completion from request to answer. Times are milliseconds, positions are zero-based. */
export interface CompletionTrace {
  id: number;
  /** When it was answered, in milliseconds since 1970. */
  at: number;
  uri: string;
  languageId: string;
  version: number;
  line: number;
  character: number;
  source: "echo" | "model" | "typed-along" | "cache" | "none";
  /** What was shown, or why nothing was, in a clause; `rule` where a {@link Rule} silenced it. */
  outcome: { kind: "shown"; text: string } | { kind: "silent"; why: string; rule?: string };
  /** Each stage and how long it took, in order. */
  stages: { name: string; ms: number }[];
  /**
   * Tokens of the prompt, how many of them the KV cache held, and how many were written; `draft`: how many
   * were offered to the model as a guess, and taken. Absent where none were.
   */
  tokens?: {
    prompt: number;
    reused: number;
    generated: number;
    draft?: { offered: number; taken: number };
  };
  /** Further suggestions, where a person asked for them. */
  alternatives?: { text: string; replaces: number }[];
  /** Of what the prompt was made, where this request made one. */
  prompt?: PromptTrace;
  /** What the model wrote before any filter. */
  raw?: string;
  /** The same, token by token with its probability, where the model tells it. */
  pieces?: { text: string; confidence?: number }[];
  /** What was taken from it, step by step, and by which filter. */
  cuts?: { filter: string; before: string; after: string }[];
  /** How sure the model was, and had to be; absent where the gate did not judge. */
  sureness?: Sureness;
  /** What an echo stands on; absent where the answer is none. */
  echo?: EchoTrace;
}

/** The places of the project at which an echo's text stands behind what stands before the cursor. */
export interface EchoTrace {
  /** That the rest of the line is exactly this. */
  probability: number;
  /** How many places say so, as far as they were looked for. */
  count: number;
  /** The first of them, the longest match first; lines from zero. */
  places: { uri: string; line: number }[];
}

/** The gate's judgement. `mean` values are mean log-probabilities of tokens, in nats. */
export interface Sureness {
  /** Of what was sure enough so far; absent where its first token was not. */
  mean?: number;
  /** What was asked for: of each token at least this probability, and this mean. */
  least: { token: number; mean: number };
  /** Absent where the thresholds follow nobody. */
  strictness?: Strictness;
  /** What the project says of the model's line; absent where it says nothing. */
  witness?: WitnessTrace;
  /** Shown only to find out whether such suggestions are wanted by now. */
  tried?: true;
}

/** Agreement of the project's own code makes the gate ask for less, disagreement for more. */
export interface WitnessTrace {
  /** Whether it says the same of the line. */
  agrees: boolean;
  /** How probable its own answer was. */
  probability: number;
  /** Nats that less is asked for of every log-probability; negative where more is. */
  lift: number;
}

/** How far the gate's thresholds are moved for this person in a language, and by what. */
export interface Strictness {
  /** Nats that every log-probability has to be higher; negative where less is asked for. */
  moved: number;
  /** Of the newest suggestions that there was time to read: how many were taken, of how many. */
  taken: number;
  of: number;
}

/** The same for a language, with the mean log-probability that is asked for now and was at first. */
export interface StrictnessRow extends Strictness {
  language: string;
  mean: number;
  atFirst: number;
}

/** The parts of a prompt in its order, and what each source of context gave. */
export interface PromptTrace {
  parts: PromptPartTrace[];
  /** Tokens that the prompt may have; fewer than usual on a machine that reads slowly. */
  mostTokens: number;
  /** Whether the snippets are those of the prompt before, and else why they are not. */
  set: { kind: "kept" } | { kind: "chosen" | "reviewed"; why: string };
  sources: readonly ContextSourceTrace[];
}

/** A part of a prompt: what it is, for a snippet its file and who found it, and its size. */
export interface PromptPartTrace {
  role: string;
  path?: string;
  source?: string;
  characters: number;
  /** An estimate. */
  tokens: number;
}

/** What a source of context did for the snippets in use; `late` ones count from the next prompt on. */
export interface ContextSourceTrace {
  source: string;
  state: "in time" | "late" | "failed";
  /** From question to answer; undefined while there is none. */
  ms?: number;
  candidates: number;
  used: number;
}

/** A part of a prompt with its text. */
export interface PromptText {
  role: string;
  text: string;
}

/** A rule that silences or cuts suggestions while it is on. The option `rules` changes it by its name. */
export interface Rule {
  name: string;
  on: boolean;
  byDefault: boolean;
}

/** Counts of suggestions, by language and source, since a moment in ISO 8601. */
export interface Statistics {
  since: string;
  rows: StatisticsRow[];
}

/** A suggestion that a person types along with counts once; `kept` is one that still stood a minute later. */
export interface StatisticsRow {
  language: string;
  source: CompletionTrace["source"];
  shown: number;
  accepted: number;
  kept: number;
}
