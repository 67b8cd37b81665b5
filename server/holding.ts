import type { Engine, GenerateRequest, GenerationEvent } from "./engine/engine.ts";

/**
 * The same engine, which tells whether it works for somebody who types: `hold(true)` when it begins
 * to, `hold(false)` once nothing of it is left.
 */
export function holding(engine: Engine, hold: (held: boolean) => void): Engine {
  let working = 0;

  async function* watched(request: GenerateRequest, signal: AbortSignal) {
    working += 1;
    if (working === 1) hold(true);
    try {
      yield* engine.generate(request, signal);
    } finally {
      working -= 1;
      if (working === 0) hold(false);
    }
  }

  function generate(request: GenerateRequest, signal: AbortSignal): AsyncIterable<GenerationEvent> {
    return request.lane === "completion"
      ? watched(request, signal)
      : engine.generate(request, signal);
  }

  return {
    get state() {
      return engine.state;
    },
    onState: (listener) => engine.onState(listener),
    start: () => engine.start(),
    generate,
    chat: (request, signal) => engine.chat(request, signal),
    hold: (held) => engine.hold(held),
    restart: () => engine.restart(),
    dispose: () => engine.dispose(),
  };
}
