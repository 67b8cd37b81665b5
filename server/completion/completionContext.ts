import type { Context } from "../context/gather.ts";
import type { Echo } from "../echo/answer.ts";
import type { Engine } from "../engine/engine.ts";
import type { Guard } from "../guard/guard.ts";
import type { FimFormat } from "../prompt/formats.ts";
import type { ModelAdaptation } from "./adaptation.ts";
import type { Generations } from "./ongoing.ts";
import type { ReadingSpeed } from "./readingSpeed.ts";
import type { Rules } from "./rules.ts";
import type { SyntaxAtCursor } from "./syntaxAt.ts";
import type { TokenRate } from "./tokenRate.ts";

/** What a completion needs besides the cursor. */
export interface CompletionContext {
  engine: Engine;
  format: FimFormat;
  generations: Generations;
  guard: Guard;
  /** The file's path as the prompt shows it, relative to its workspace folder. */
  path: string;
  /** The name of that folder; undefined where there is none. */
  repository: string | undefined;
  /** What else goes into the prompt. */
  context: Context;
  /** Tokens that the model can see, prompt and answer together. */
  contextTokens: number;
  rate: TokenRate;
  speed: ReadingSpeed;
  /** Whether a token's probability is cheap with this model's vocabulary. */
  confidence: boolean;
  /** Milliseconds since the request before this one. */
  sinceLastRequestMs: number;
  /** How many suggestions to choose from: more than one where a person asked for them. */
  candidates: number;
  syntax: SyntaxAtCursor;
  /** What the project says at this cursor, however sure; undefined where it says nothing. */
  echo: Pick<Echo, "text" | "probability"> | undefined;
  rules: Rules;
  adaptation: ModelAdaptation;
}
