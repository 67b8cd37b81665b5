import type { Engine } from "./engine/engine.ts";
import type { FimFormat } from "./prompt/formats.ts";
import type { ModelName } from "./protocol/messages.ts";

/** A model with the engine that runs it, from wherever it comes; or why there is none, in sentences. */
export type Opening =
  | ({ kind: "opened" } & OpenedModel)
  | { kind: "problem"; reason: string; remedy: string };

/** A model that has been opened. It owns its engine. */
export interface OpenedModel {
  engine: Engine;
  /** As well as it is known now: a server tells its model's name when it is ready. */
  name(): ModelName;
  /** What a prompt is made by; undefined before a server has told. The same object while it is true. */
  traits(): ModelTraits | undefined;
}

/** What the pipeline has to know of a model, however it is run. */
export interface ModelTraits {
  /** The same for the same weights, wherever their file lies, as far as can be told without reading them. */
  fingerprint: string;
  format: FimFormat;
  /** Tokens that the model can see, prompt and answer together. */
  contextTokens: number;
  /** An estimate to begin with; see `prompt/budget.ts`. */
  charactersPerToken: number;
  /** Whether a token's probability is cheap with this model's vocabulary. */
  confidence: boolean;
  /** Whether it was made to hold a conversation, as far as it says. */
  converses: boolean;
}

/** Above this many tokens in a vocabulary, a token's probability costs as much as the token. */
export const cheapVocabulary = 65_536;
