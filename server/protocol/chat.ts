/**
 * The messages of chat. A conversation is a tree: a question may have been edited and an answer asked
 * for again, and each way is kept. All of it lies in Ingle's storage, per workspace, and nowhere else.
 */

/**
 * Client to server: asks a question. `params` is a {@link ChatQuestionParams}, the result the
 * {@link AnswerState} at its end. Cancelling stops the answer; what has been written is kept.
 */
export const chatAskRequest = "ingle/chat/ask";

/** Server to client, as a conversation goes on: `params` is a {@link ChatEvent}. */
export const chatEventNotification = "ingle/chat/event";

/** Client to server: the conversations of this workspace, the latest first. `params` is `{ query? }`, the result {@link ChatSummary}[]. */
export const chatListRequest = "ingle/chat/list";

/** Client to server: one of them. `params` is `{ conversation }`, the result a {@link Conversation}, or null. */
export const chatOpenRequest = "ingle/chat/open";

/** Client to server: names a conversation. `params` is `{ conversation, title }`; no result. */
export const chatRenameRequest = "ingle/chat/rename";

/** Client to server: deletes a conversation. `params` is `{ conversation }`; no result. */
export const chatDeleteRequest = "ingle/chat/delete";

/** Client to server: shows the way through the tree that leads through a message. `params` is `{ conversation, message }`, the result the {@link Conversation}, or null. */
export const chatShowRequest = "ingle/chat/show";

/** Client to server: begins a new conversation with all that leads to a message. `params` is `{ conversation, message }`, the result its {@link Conversation}, or null. */
export const chatBranchRequest = "ingle/chat/branch";

/** Client to server: a conversation as Markdown. `params` is `{ conversation }`, the result its text, or null. */
export const chatExportRequest = "ingle/chat/export";

/** Client to server: what may stand behind a slash. No parameters, the result {@link ChatCommand}[]. */
export const chatCommandsRequest = "ingle/chat/commands";

/** Client to server: who answers now. No parameters, the result a {@link ChatModelState}. */
export const chatModelRequest = "ingle/chat/model";

/** Server to client, at every change: `params` is a {@link ChatModelState}. */
export const chatModelNotification = "ingle/chat/modelChanged";

/** Client to server: what a question would take of the context before it is asked. `params` is a {@link ChatQuestionParams}, the result a {@link ContextMeter}. */
export const chatMeterRequest = "ingle/chat/meter";

/** A question. */
export interface ChatQuestionParams {
  /** A new one is begun without it, or with one that is not there. */
  conversation?: string;
  /** The message that it follows; null: none. Without it, the last one that is shown. */
  after?: string | null;
  /** Asks a question again that is there already, instead of a new one. */
  again?: string;
  text: string;
  /** The name of a {@link ChatCommand}, without its slash. */
  command?: string;
  attachments?: readonly ChatAttachment[];
}

/** Something that a person puts beside a question. Lines are zero-based, both inclusive. */
export type ChatAttachment =
  | { kind: "file" | "folder" | "picture"; uri: string }
  | { kind: "symbol"; uri: string; name: string; firstLine: number; lastLine: number }
  | { kind: "selection"; uri: string; firstLine: number; lastLine: number; text: string }
  /** What only the editor knows, as text. A diff of git's own says below which folder (a URI) its paths are. */
  | { kind: "problems" | "terminal"; text: string }
  | { kind: "diff"; text: string; root?: string }
  /** The project is searched for what the question speaks of, as it is without any attachment. */
  | { kind: "workspace" };

/** A conversation in the list; `at` in milliseconds since 1970. */
export interface ChatSummary {
  id: string;
  title: string;
  at: number;
  questions: number;
}

/** A conversation with all its ways; `shown` is the last message of the one that is shown. */
export interface Conversation {
  id: string;
  title: string;
  messages: readonly ChatEntry[];
  shown?: string;
}

/** A message; `after` is the one that it follows. */
export type ChatEntry = Question | Answer;

export interface Question {
  role: "user";
  id: string;
  after?: string;
  at: number;
  text: string;
  command?: string;
  attachments: readonly ChatAttachment[];
}

export interface Answer {
  role: "assistant";
  id: string;
  after: string;
  at: number;
  text: string;
  /** What a reasoning model thought first. */
  thought: string;
  /** On what of the project it stands. */
  sources: readonly ChatSource[];
  /** Of what its prompt was made. */
  meter?: ContextMeter;
  /** What stands in the prompt for the conversation's first turns, which did not fit any more. */
  summary?: { turns: number; text: string };
  /** Said to the person beside the answer: what did not fit, what could not be read. */
  notes: readonly string[];
  /** The name of the model; absent where the project was searched and no model asked. */
  model?: string;
  state: AnswerState;
}

/** `interrupted`: the window was closed, or the server ended, while it was written. */
export type AnswerState =
  | { kind: "writing" }
  | { kind: "done" }
  /** It is as long as an answer may be. */
  | { kind: "length" }
  | { kind: "stopped" }
  | { kind: "interrupted" }
  | { kind: "failed"; reason: string };

/** Lines of a file that an answer stands on; zero-based, both inclusive. */
export interface ChatSource {
  uri: string;
  /** As a person sees it. */
  path: string;
  firstLine: number;
  lastLine: number;
  /** The declaration that it is, with the names around it; empty where it is none. */
  name: string;
}

/** The model's context, by part. `estimated` until the model has counted for itself. */
export interface ContextMeter {
  /** Tokens that the model can see, its answer included. */
  size: number;
  /** Tokens kept for the answer. */
  answer: number;
  parts: readonly MeterPart[];
  estimated: boolean;
}

export interface MeterPart {
  name:
    | "instructions"
    | "rules"
    | "conversation"
    | "summary"
    | "attachments"
    | "workspace"
    | "question";
  tokens: number;
}

/** What happens in a conversation. */
export type ChatEvent = { conversation: string } & (
  | { kind: "message"; message: ChatEntry }
  | { kind: "piece"; message: string; text: string; thought?: true }
  /** Fields of an answer that have become known. */
  | { kind: "answer"; message: string; fields: Partial<Omit<Answer, "id" | "role" | "after">> }
  | { kind: "title"; title: string }
);

/** What may stand behind a slash. */
export interface ChatCommand {
  /** Without the slash. */
  name: string;
  description: string;
  /** The prompt file that it comes from; absent for Ingle's own. */
  uri?: string;
  /** What is attached by itself, where there is any. */
  wants: readonly ("selection" | "problems" | "diff")[];
}

/** Who answers. `reason` and `remedy` are whole sentences. */
export type ChatModelState =
  /** No model here can hold a conversation; questions of where and what are answered by search. */
  | { kind: "none" }
  | { kind: "checking" }
  | { kind: "asleep" | "loading"; name: string }
  | { kind: "ready"; name: string; contextSize: number; pictures: boolean }
  | { kind: "failed"; reason: string; remedy: string };
