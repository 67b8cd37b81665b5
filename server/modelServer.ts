import type { EngineReady } from "./engine/engine.ts";
import { createHttpEngine } from "./engine/http/engine.ts";
import type { Guard } from "./guard/guard.ts";
import { cheapVocabulary, type ModelTraits, type Opening } from "./openedModel.ts";
import { charactersPerToken } from "./prompt/budget.ts";
import { formatTokens } from "./prompt/formats.ts";
import { formatOfServed, namedFormat } from "./promptFormat.ts";
import type { HttpEngine, Options } from "./protocol/options.ts";

/** What using a server needs. */
export interface ModelServerOptions {
  options: Options;
  engine: HttpEngine;
  mayConnect: Guard["mayConnect"];
  log(line: string): void;
}

/** Opens the model of a server; what it is, the server tells whenever it becomes ready. */
export function openModelServer({
  options,
  engine: wanted,
  ...given
}: ModelServerOptions): Opening {
  const choice = namedFormat(options.model.format);
  if (choice?.kind === "problem") return choice;
  const named = choice?.format;
  const { api, url, contextSize } = wanted;
  const model = wanted.model === undefined ? {} : { model: wanted.model };
  const engine = createHttpEngine({
    ...{ api, url, contextSize, ...model, ...given },
    controlTokens: formatTokens(),
  });
  let told: EngineReady | undefined;
  let traits: ModelTraits | undefined;

  return {
    kind: "opened",
    engine,
    name: () => ({
      name: told?.served?.name ?? wanted.model ?? url,
      path: url,
      origin: "server",
    }),
    traits() {
      const { state } = engine;
      if (state.kind === "ready" && state.ready !== told) {
        told = state.ready;
        traits = traitsOf(told);
      }
      return traits;
    },
  };

  function traitsOf(ready: EngineReady): ModelTraits {
    const served = ready.served ?? { name: url, infill: false };
    // Where the size of the vocabulary is unknown, tokens rather are too short than too long.
    const size = served.vocabularySize ?? cheapVocabulary;
    return {
      fingerprint: served.name,
      format: named ?? formatOfServed(served),
      contextTokens: Math.min(ready.contextSize, contextSize),
      charactersPerToken: charactersPerToken(size),
      confidence: size <= cheapVocabulary,
      // It does not say; a person chooses it for chat.
      converses: false,
    };
  }
}
