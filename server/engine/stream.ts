import type { GenerationEvent } from "./engine.ts";

/** One generation seen from the caller's side: events are put in, and read in order, once. */
export interface EventStream extends AsyncIterable<GenerationEvent> {
  /** Puts in the next event; everything after the first `end` is dropped. */
  put(event: GenerationEvent): void;
}

/** Creates the stream of one generation; `onReturn` is called when the reader leaves before its end. */
export function createEventStream(onReturn: () => void): EventStream {
  const events: GenerationEvent[] = [];
  let ended = false;
  let wake: (() => void) | undefined;

  function put(event: GenerationEvent): void {
    if (ended) return;
    ended = event.kind === "end";
    events.push(event);
    wake?.();
  }

  return {
    put,
    async *[Symbol.asyncIterator]() {
      try {
        while (true) {
          const event = events.shift();
          if (event) {
            yield event;
            if (event.kind === "end") return;
          } else {
            await new Promise<void>((resolve) => {
              wake = resolve;
            });
          }
        }
      } finally {
        if (!ended) {
          put({ kind: "end", stopReason: "cancelled" });
          onReturn();
        }
      }
    },
  };
}
