import type { Engine, EngineState, GenerateRequest } from "../../server/engine/engine.ts";
import { createEventStream, type EventStream } from "../../server/engine/stream.ts";

/** An engine whose words a test writes by hand, for tests of what stands around an engine. */
export class HandEngine implements Engine {
  readonly state: EngineState = { kind: "stopped" };
  readonly requests: GenerateRequest[] = [];
  aborted = false;
  #stream: EventStream | undefined;

  onState(): () => void {
    return () => {};
  }
  start(): void {}
  restart(): void {}
  hold(): void {}
  async dispose(): Promise<void> {}

  generate(request: GenerateRequest, signal: AbortSignal): EventStream {
    const abort = (): void => {
      this.aborted = true;
    };
    const stream = createEventStream(abort);
    signal.addEventListener("abort", () => {
      abort();
      stream.put({ kind: "end", stopReason: "cancelled" });
    });
    this.requests.push(request);
    this.#stream ??= stream;
    return stream;
  }

  chat(): never {
    throw new Error("no test talks to this engine");
  }

  /** Writes a piece in the first generation, and lets its reader see it. */
  async write(text: string, confidence?: number): Promise<void> {
    this.#stream?.put({ kind: "piece", text, ...(confidence !== undefined && { confidence }) });
    await this.settle();
  }

  async end(): Promise<void> {
    this.#stream?.put({ kind: "end", stopReason: "end-of-text" });
    await this.settle();
  }

  /** Lets everything run that waits for no timer. */
  async settle(): Promise<void> {
    for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
  }
}
