import { resolve } from "node:path";
import type { Encoder } from "../../server/engine/encoder.ts";
import type {
  Engine,
  EngineState,
  GenerateRequest,
  GenerationEvent,
} from "../../server/engine/engine.ts";
import { createEngineProcess, type EngineProcessOptions } from "../../server/engine/process.ts";

/** The bundle of the real engine process. */
export const realEngine = resolve("dist/engine/engine.mjs");

/** An engine process on the CPU with options that suit a test; later options win. */
export function engineFor(
  modelPath: string,
  options: Partial<EngineProcessOptions> = {},
): Engine & Encoder {
  return createEngineProcess({
    entry: realEngine,
    modelPath,
    gpu: "off",
    contextSize: 4096,
    idleMs: 60_000,
    log: () => {},
    ...options,
  });
}

/** A completion request for a prompt of plain text. */
export function plain(text: string, more: Partial<GenerateRequest> = {}): GenerateRequest {
  return { lane: "completion", prompt: [{ text, special: false }], maxTokens: 64, ...more };
}

/** Everything that a generation streamed, and its text. */
export async function collect(
  stream: AsyncIterable<GenerationEvent>,
  onEvent: (event: GenerationEvent) => void = () => {},
): Promise<{ events: GenerationEvent[]; text: string; end: GenerationEvent | undefined }> {
  const events: GenerationEvent[] = [];
  for await (const event of stream) {
    events.push(event);
    onEvent(event);
  }
  const text = events.map((event) => (event.kind === "piece" ? event.text : "")).join("");
  return { events, text, end: events.at(-1) };
}

/** Resolves when the engine is in a state of this kind. */
export function reached<Kind extends EngineState["kind"]>(
  engine: Engine,
  kind: Kind,
): Promise<Extract<EngineState, { kind: Kind }>> {
  const is = (state: EngineState): state is Extract<EngineState, { kind: Kind }> =>
    state.kind === kind;
  return new Promise((resolve) => {
    if (is(engine.state)) resolve(engine.state);
    const end = engine.onState((state) => {
      if (!is(state)) return;
      end();
      resolve(state);
    });
  });
}
