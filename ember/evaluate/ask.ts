import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import {
  DidCloseTextDocumentNotification,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { type Client, startClient } from "../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
} from "../../server/protocol/messages.ts";
import type { Answer, Case } from "./cases.ts";

/** Asks the bundled server for every case, one after the other, as an editor would. */
export async function ask(
  cases: readonly Case[],
  { model, onAnswer }: { model: string | undefined; onAnswer(answered: number): void },
): Promise<Answer[]> {
  const folder = mkdtempSync(join(tmpdir(), "ingle-evaluate-"));
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder,
    initializationOptions: {
      model: model === undefined ? {} : { path: resolve(model) },
      engine: { gpu: "off" },
      trace: true,
      // The model is what is measured.
      rules: { echo: false },
    },
  });
  try {
    const status = await client.settled();
    if (status.kind === "failed") throw new Error(`${status.reason} ${status.remedy}`);
    const answers: Answer[] = [];
    for (const each of cases) {
      answers.push(await askOne(client, folder, each));
      onAnswer(answers.length);
    }
    return answers;
  } finally {
    await client.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function askOne(client: Client, folder: string, each: Case): Promise<Answer> {
  const uri = pathToFileURL(join(folder, each.path)).href;
  await client.open({ uri, languageId: each.lang, text: each.prefix + each.suffix });
  const traced = new Promise<CompletionTrace>((done) => {
    const listener = client.connection.onNotification(
      completionTraceNotification,
      (trace: CompletionTrace) => {
        if (trace.uri !== uri) return;
        listener.dispose();
        done(trace);
      },
    );
  });
  const before = each.prefix.split("\n");
  const from = performance.now();
  await client.connection.sendRequest(InlineCompletionRequest.type, {
    textDocument: { uri },
    position: { line: before.length - 1, character: before.at(-1)?.length ?? 0 },
    context: { triggerKind: InlineCompletionTriggerKind.Invoked },
  });
  const milliseconds = performance.now() - from;
  const trace = await traced;
  await client.connection.sendNotification(DidCloseTextDocumentNotification.type, {
    textDocument: { uri },
  });
  const firstPiece = trace.stages.find((stage) => stage.name === "first piece")?.ms;
  return {
    id: each.id,
    text: trace.outcome.kind === "shown" ? trace.outcome.text : "",
    raw: trace.raw ?? "",
    milliseconds,
    ...(firstPiece === undefined ? {} : { firstPieceMilliseconds: firstPiece }),
  };
}
