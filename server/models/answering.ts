import type { Engine } from "../engine/engine.ts";

/** Who answers: the model of chat with what its prompts are made by. */
export interface Answering {
  engine: Engine;
  name: string;
  /** Tokens. */
  contextSize: number;
  charactersPerToken: number;
  /** Whether it may be sent pictures: a server that does not tell may. */
  pictures: boolean;
}
