import { resolve } from "node:path";
import {
  DidCloseTextDocumentNotification,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import { type Client, startClient } from "../../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
} from "../../../server/protocol/messages.ts";
import type { EchoCase } from "./completer.ts";

/** What a model wrote at a cursor; nothing where `text` is empty. */
export interface ModelAnswer {
  text: string;
  /** Natural logarithms of the probabilities of its tokens up to the first line end. */
  logs: number[];
  /** From the request to its answer, by the clock. */
  ms: number;
}

/**
 * Asks a model at each cursor through the built server, as an editor does without being told to. The
 * echo is off, and so is the gate: how sure the model is, its probabilities tell.
 */
export async function askModel(
  model: string,
  cases: readonly EchoCase[],
  { gpu }: { gpu: boolean },
): Promise<ModelAnswer[]> {
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder: process.cwd(),
    initializationOptions: {
      model: { path: model },
      engine: { gpu: gpu ? "auto" : "off" },
      rules: { echo: false, "is unsure": false },
      trace: true,
    },
  });
  const traces: CompletionTrace[] = [];
  client.connection.onNotification(completionTraceNotification, (trace: CompletionTrace) => {
    traces.push(trace);
  });
  try {
    const status = await client.settled();
    if (status.kind !== "ready") throw new Error(`${model} could not be loaded: ${status.kind}`);
    const answers: ModelAnswer[] = [];
    for (const [index, given] of cases.entries()) {
      const uri = `untitled:${index}/${given.path}`;
      const ms = await ask(client, uri, given);
      // A trace is sent behind its answer.
      while (traces.at(-1)?.uri !== uri) await new Promise((done) => setTimeout(done, 1));
      answers.push({ ...answerOf(traces.at(-1)!), ms });
    }
    return answers;
  } finally {
    await client.close();
  }
}

async function ask(client: Client, uri: string, given: EchoCase): Promise<number> {
  const { languageId, prefix, suffix } = given;
  const document = TextDocument.create(uri, languageId, 1, prefix + suffix);
  await client.open({ uri, languageId, text: document.getText() });
  const began = performance.now();
  await client.connection.sendRequest(InlineCompletionRequest.type, {
    textDocument: { uri },
    position: document.positionAt(prefix.length),
    context: { triggerKind: InlineCompletionTriggerKind.Automatic },
  });
  const ms = performance.now() - began;
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
    textDocument: { uri },
  });
  return ms;
}

function answerOf({ outcome, pieces = [] }: CompletionTrace): Omit<ModelAnswer, "ms"> {
  if (outcome.kind !== "shown") return { text: "", logs: [] };
  const logs: number[] = [];
  for (const { text, confidence = 1 } of pieces) {
    logs.push(Math.log(Math.max(confidence, 1e-9)));
    if (text.trimStart().includes("\n")) break;
  }
  return { text: outcome.text, logs };
}
