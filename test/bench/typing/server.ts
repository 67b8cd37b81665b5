import { resolve } from "node:path";
import { type Client, startClient } from "../../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
  type PromptText,
  promptRequest,
} from "../../../server/protocol/messages.ts";

/** A server with its model loaded, and the traces that it has sent. */
export interface TracedServer {
  client: Client;
  traces: CompletionTrace[];
  /** The trace of the completion after those that were there; undefined where none comes in a second. */
  traceAfter(count: number): Promise<CompletionTrace | undefined>;
  promptOf(id: number): Promise<readonly PromptText[] | undefined>;
}

/** Starts the bundled server on a model. */
export async function startTraced({
  model,
  gpu,
  nodeArguments = [],
}: {
  model: string;
  gpu: boolean;
  nodeArguments?: readonly string[];
}): Promise<TracedServer> {
  const traces: CompletionTrace[] = [];
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder: process.cwd(),
    nodeArguments,
    initializationOptions: {
      model: { path: model },
      engine: { gpu: gpu ? "auto" : "off" },
      trace: true,
      // The model is what is measured.
      rules: { echo: false },
    },
  });
  const status = await client.settled();
  if (status.kind !== "ready") {
    await client.close();
    throw new Error(`${model} could not be loaded: ${JSON.stringify(status)}`);
  }
  client.connection.onNotification(completionTraceNotification, (trace: CompletionTrace) => {
    traces.push(trace);
  });
  return {
    client,
    traces,
    async traceAfter(count) {
      const deadline = performance.now() + 1_000;
      while (traces.length <= count && performance.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 1));
      return traces[count];
    },
    promptOf: async (id) =>
      (await client.connection.sendRequest<PromptText[] | null>(promptRequest, { id })) ??
      undefined,
  };
}
