/**
 * What the extension and the view of a conversation say to each other. Every text that is not the
 * person's or the model's own arrives in the person's language; the view composes none.
 */
export type ToView =
  | { kind: "texts"; texts: Texts }
  /** The whole of what is shown; null: a new conversation. */
  | { kind: "conversation"; conversation: Shown | null }
  | { kind: "piece"; answer: string; text: string; thought?: true }
  | { kind: "model"; model: ShownModel }
  | { kind: "commands"; commands: Offer[] }
  | { kind: "recent"; conversations: Recent[] }
  /** What is selected in the editor now; it is attached by itself. */
  | { kind: "selection"; chip?: Chip }
  | { kind: "attach"; chips: Chip[] }
  /** Answers a request for offers. */
  | { kind: "offers"; request: number; offers: Offer[] }
  | { kind: "meter"; meter?: Meter }
  /** A sentence for the person, with something that can be done about it for a while. */
  | { kind: "notice"; notice?: Notice }
  /** A question that could not be asked comes back into the field. */
  | { kind: "refill"; text: string; chips: Chip[] }
  | { kind: "focus"; on: "input" | "answer" };

export type FromView =
  /** The view has been drawn, or drawn anew; it showed this conversation before. */
  | { kind: "ready"; conversation?: string }
  /** Without `after` it follows the last that is shown; null: nothing. */
  | { kind: "send"; text: string; chips: Chip[]; after?: string | null }
  | { kind: "stop" }
  | { kind: "again"; answer: string }
  | { kind: "goOn" }
  | { kind: "branch"; message: string }
  | { kind: "way"; message: string }
  | { kind: "copy"; text: string }
  | { kind: "code"; action: CodeAction; block: CodeBlock }
  | { kind: "openSource"; answer: string; index: number }
  | { kind: "openChip"; chip: Chip }
  | { kind: "openLink"; address: string }
  | { kind: "offers"; request: number; trigger: "@" | "#"; query: string }
  | { kind: "pick"; what?: Attached["kind"] }
  /** URIs, one a line, as a drop has them. */
  | { kind: "dropped"; uris: string }
  /** A picture from the clipboard, its bytes in base 64. */
  | { kind: "pasted"; type: string; bytes: string }
  | { kind: "measure"; text: string; chips: Chip[]; after?: string | null }
  | { kind: "open"; conversation: string }
  | { kind: "run"; action: Action };

/** What the view may have the extension do besides. */
export type Action = "chooseModel" | "conversations" | "restart" | "undo";

export type CodeAction = "copy" | "insert" | "apply" | "create";

/** A fenced block of an answer: what stands behind its fence, and in the line above it. */
export interface CodeBlock {
  code: string;
  info: string;
  above: string;
}

/** What a person puts beside a question; what it holds is read when the question is asked. */
export type Attached =
  | { kind: "file" | "folder" | "picture"; uri: string }
  | { kind: "symbol"; uri: string; name: string; firstLine: number; lastLine: number }
  | { kind: "selection"; uri: string; firstLine: number; lastLine: number }
  | { kind: "problems" | "diff" | "terminal" }
  | { kind: "workspace" };

/** Something attached as it is drawn; `icon` is the name of a codicon. */
export interface Chip {
  attached: Attached;
  label: string;
  title: string;
  icon: string;
}

/** A row of the list that opens while a person types `@`, `#` or `/`. */
export interface Offer {
  label: string;
  description: string;
  icon: string;
  choice: OfferChoice;
}

export type OfferChoice =
  | { kind: "chip"; chip: Chip }
  /** The extension asks which. */
  | { kind: "pick"; what: Attached["kind"] }
  /** Written into the field. */
  | { kind: "text"; text: string };

/** The way through a conversation that is shown, from its first message to its last. */
export interface Shown {
  id: string;
  title: string;
  entries: Entry[];
  meter?: Meter;
}

export type Entry = ShownQuestion | ShownAnswer;

export interface ShownQuestion {
  role: "user";
  id: string;
  after: string | null;
  text: string;
  chips: Chip[];
  ways?: Ways;
}

export interface ShownAnswer {
  role: "assistant";
  id: string;
  text: string;
  thought: string;
  sources: { label: string; title: string }[];
  notes: string[];
  /** What stood in the prompt for the first turns, which did not fit any more. */
  summary?: string;
  author: string;
  writing: boolean;
  /** Why it ended, where that was not its own end. */
  ending?: string;
  mayGoOn: boolean;
  ways?: Ways;
}

/** Which of several versions a message is, as in `2 of 3`. */
export interface Ways {
  label: string;
  previous?: string;
  next?: string;
}

export interface Recent {
  id: string;
  title: string;
  when: string;
}

/** Who answers, in a sentence where there is anything to say. */
export interface ShownModel {
  /** Nothing to write below the field but the name. */
  name: string;
  sentence?: string;
  attention: boolean;
  actions: { action: Action; label: string }[];
  /** Why no picture can be attached; undefined: one can. */
  noPictures?: string;
}

/** The model's context by part; `share` is of the whole, from 0 to 1. */
export interface Meter {
  label: string;
  explanation: string;
  parts: { label: string; tokens: string; share: number; hue: number }[];
}

export interface Notice {
  text: string;
  action?: { action: Action; label: string };
}

/** The view's own texts. `{0}` stands for what is put in its place. */
export interface Texts {
  title: string;
  welcome: string;
  welcomeHint: string;
  recent: string;
  allConversations: string;
  question: string;
  placeholder: string;
  send: string;
  stop: string;
  attach: string;
  remove: string;
  attached: string;
  editing: string;
  cancelEditing: string;
  you: string;
  edit: string;
  again: string;
  branch: string;
  copy: string;
  copied: string;
  goOn: string;
  previousWay: string;
  nextWay: string;
  thinking: string;
  thought: string;
  writing: string;
  ended: string;
  sources: string;
  summary: string;
  copyCode: string;
  insertCode: string;
  applyCode: string;
  createFile: string;
  codeBlock: string;
  image: string;
  offers: string;
  offersCount: string;
  context: string;
  part: string;
  tokens: string;
  messages: string;
  toEnd: string;
  drop: string;
  keys: string;
}
