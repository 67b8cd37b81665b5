/**
 * What the extension and the view *Why no suggestion?* say to each other. Every text arrives in the
 * person's language; the view composes none.
 */
export type ToView =
  | { kind: "texts"; texts: Texts }
  | { kind: "now"; now: Now }
  /** All that is known, newest first: it replaces what the view has. */
  | { kind: "completions"; completions: Completion[] }
  | { kind: "completion"; completion: Completion }
  | { kind: "rules"; rules: Rule[] }
  | { kind: "statistics"; statistics: Statistics }
  /** `parts` is missing where the prompt has been forgotten. */
  | { kind: "prompt"; id: number; parts?: { role: string; text: string }[] };

export type FromView =
  /** The view has been drawn, or drawn anew: it knows nothing. */
  | { kind: "ready" }
  | { kind: "setRule"; name: string; on: boolean }
  | { kind: "resetRules" }
  | { kind: "resetStatistics" }
  | { kind: "resetStrictness" }
  | { kind: "showPrompt"; id: number }
  | { kind: "openPlace"; id: number }
  /** One of the places that an echo stands on, by its index. */
  | { kind: "openEcho"; id: number; index: number }
  | { kind: "run"; action: Action };

/** What the view may have the extension do besides. */
export type Action =
  | "wake"
  | "turnOnHere"
  | "turnOnForLanguage"
  | "ignoreBattery"
  | "restart"
  | "showLog";

/** The state in a sentence, and what can be done about it. */
export interface Now {
  sentence: string;
  /** Ingle can make no suggestion at all now. */
  attention: boolean;
  actions: { action: Action; label: string }[];
}

/** One completion, ready to be drawn. Times are milliseconds. */
export interface Completion {
  id: number;
  time: string;
  /** File, line and column as a person counts them, and the whole path. */
  place: string;
  path: string;
  source: string;
  outcome: "shown" | "silent";
  /** The first line of what was shown, or why nothing was. */
  summary: string;
  /** One sentence with all that the row shows, for a screen reader. */
  label: string;
  /** The rule that silenced it. */
  rule?: string;
  shown?: string;
  raw?: string;
  cuts: { rule: string; title: string; before: string; after: string }[];
  /** How sure the model was and had to be, in sentences; absent where the gate did not judge. */
  sureness?: string[];
  /** `hue` is 0 to 5, the same for the same stage in every row. */
  stages: Stage[];
  totalMs: number;
  tokens?: {
    prompt: number;
    reused: number;
    generated: number;
    draft?: { offered: number; taken: number };
  };
  /** What an echo stands on: a sentence, and the places by their labels. */
  echo?: { sentence: string; places: string[] };
  parts: { role: string; tokens: number; characters: number }[];
}

export interface Stage {
  name: string;
  ms: number;
  hue: number;
}

/** A rule that may silence or cut a suggestion while it is on. */
export interface Rule {
  name: string;
  title: string;
  explanation: string;
  on: boolean;
  byDefault: boolean;
}

/** The table of statistics, and sentences that stand above it. */
export interface Statistics {
  since: string;
  place: string;
  rows: { language: string; source: string; shown: number; accepted: number; kept: number }[];
  strictness: Strictness;
}

/** How sure the model has to be by now: a line a language, in words and per cent. */
export interface Strictness {
  place: string;
  rows: { language: string; now: string; taken: string; needed: string; atFirst: string }[];
}

/** The view's own texts. `{0}` stands for what is put in its place. */
export interface Texts {
  completions: string;
  rules: string;
  statistics: string;
  none: string;
  choose: string;
  shown: string;
  silent: string;
  shownText: string;
  raw: string;
  cuts: string;
  cutBy: string;
  time: string;
  stage: string;
  milliseconds: string;
  total: string;
  prompt: string;
  part: string;
  tokens: string;
  promptTokens: string;
  reused: string;
  generated: string;
  drafted: string;
  showPrompt: string;
  promptForgotten: string;
  noPrompt: string;
  openPlace: string;
  echo: string;
  echoRaw: string;
  ruleOn: string;
  ruleOff: string;
  turnRuleOff: string;
  turnRuleOn: string;
  noRule: string;
  rulesIntroduction: string;
  changed: string;
  resetRules: string;
  statisticsIntroduction: string;
  noStatistics: string;
  language: string;
  source: string;
  accepted: string;
  kept: string;
  share: string;
  resetStatistics: string;
  sureness: string;
  strictness: string;
  strictnessIntroduction: string;
  noStrictness: string;
  strictnessNow: string;
  taken: string;
  needed: string;
  neededAtFirst: string;
  resetStrictness: string;
}
