import type { ChatRequest, GenerateRequest, GenerationEvent, ServedModel } from "../engine.ts";

/** What one kind of server can be asked. Whatever goes wrong is thrown as a `ServerTrouble`. */
export interface ServerApi {
  /** Looks at what the server serves; trouble of the kind `loading` while it reads its model. */
  look(signal: AbortSignal): Promise<Look>;
  /** Streams an answer whose last event is `end`. `look` has been asked before. */
  generate(
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent | SignOfLife, void, void>;
  /** The same for the next message of a conversation. */
  chat(
    request: ChatRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent | SignOfLife, void, void>;
}

/** What a server serves; `contextSize` in tokens is undefined where it does not tell. */
export interface Look {
  served: ServedModel;
  contextSize?: number;
}

/** The server works on the request, though there is nothing to show for it yet. */
export interface SignOfLife {
  kind: "alive";
}
