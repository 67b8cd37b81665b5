import { resolve } from "node:path";
import type { Engine, Segment } from "../../../server/engine/engine.ts";
import { createEngineProcess } from "../../../server/engine/process.ts";
import type { PromptText } from "../../../server/protocol/messages.ts";
import { abortCost, startedEngine, timeOf } from "../engineRuns.ts";

/** What the same tokens cost without a pipeline around the engine. */
export interface Floor {
  threads: number;
  contextSize: number;
  /** Milliseconds from the question to the last of so many pieces. */
  timeOf(prompt: readonly PromptText[], pieces: number): Promise<number>;
  /** What an abort costs the next answer, and the most that it may: one piece of a prompt, one token. */
  aborts(): Promise<AbortCosts>;
  close(): Promise<void>;
}

/** Milliseconds. */
export interface AbortCosts {
  whileReading: number;
  whileGenerating: number;
  oneToken: number;
}

/** Starts an engine of its own on the model, as the server does. */
export async function createFloor({ model, gpu }: { model: string; gpu: boolean }): Promise<Floor> {
  const engine = createEngineProcess({
    entry: resolve("dist/engine/engine.mjs"),
    modelPath: model,
    gpu: gpu ? "auto" : "off",
    contextSize: 4096,
    idleMs: 3_600_000,
    log: () => {},
  });
  const { ready } = await startedEngine(engine);
  let last: readonly Segment[] = [{ text: "const all = [", special: false }];
  return {
    threads: ready.threads ?? 1,
    contextSize: ready.contextSize,
    timeOf(prompt, pieces) {
      last = segmentsOf(prompt);
      // A prompt that ends with what was typed is healed there, one that ends with a token is not.
      const heal = prompt.at(-1)?.role !== "token";
      const maxTokens = Math.max(1, pieces);
      const request = {
        lane: "completion",
        prompt: last,
        maxTokens,
        heal,
        confidence: true,
      } as const;
      return timeOf(engine, request, maxTokens);
    },
    async aborts() {
      const fresh = (round: number): Segment[] => [
        { text: `// round ${round}\n`, special: false },
        ...last,
      ];
      return {
        whileReading: await abortCost(engine, { during: "reading", prompt: fresh }),
        whileGenerating: await abortCost(engine, { during: "generating", prompt: () => last }),
        oneToken: await tokenTime(engine, last),
      };
    },
    close: () => engine.dispose(),
  };
}

function segmentsOf(prompt: readonly PromptText[]): Segment[] {
  return prompt.map(({ role, text }) => ({ text, special: role === "token" }));
}

async function tokenTime(engine: Engine, prompt: readonly Segment[]): Promise<number> {
  const ask = (pieces: number) =>
    timeOf(engine, { lane: "completion", prompt, maxTokens: pieces }, pieces);
  await ask(1);
  const one = await ask(1);
  return Math.max(0, (await ask(9)) - one) / 8;
}
