import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { InlineCompletionRequest, InlineCompletionTriggerKind } from "vscode-languageserver/node";
import {
  type CompletionTrace,
  completionTraceNotification,
  type Status,
} from "../protocol/messages.ts";
import { languageOf } from "../text/languageOf.ts";
import { startClient } from "./client.ts";
import type { Location } from "./location.ts";

/** What `ingle complete` was asked for. */
export interface CompleteOptions {
  location: Location;
  modelPath: string | undefined;
  /** A server on this machine that answers instead of a model file. */
  server: { url: string; api: string } | undefined;
  gpu: "auto" | "off";
  json: boolean;
  verbose: boolean;
}

/**
 * Prints the completion at a place of a file to standard output and its timings to standard error.
 * Returns the exit code: 0 also where Ingle is rightly silent, 1 where there is no model to ask.
 */
export async function completeInTerminal(options: CompleteOptions): Promise<number> {
  const path = resolve(options.location.path);
  const text = await readFile(path, "utf8").catch((error: NodeJS.ErrnoException) => {
    console.error(`ingle: ${path} cannot be read (${error.code}). Check the path.`);
    return undefined;
  });
  if (text === undefined) return 1;

  const client = await startClient({
    server: join(__dirname, "server.js"),
    folder: process.cwd(),
    initializationOptions: {
      model: options.modelPath === undefined ? {} : { path: resolve(options.modelPath) },
      engine: options.server ? { kind: "http", ...options.server } : { gpu: options.gpu },
      trace: true,
    },
    ...(options.verbose ? { log: (line: string) => console.error(line) } : {}),
  });
  try {
    const status = await client.settled();
    if (status.kind === "failed") {
      console.error(`ingle: ${status.reason} ${status.remedy}`);
      return 1;
    }
    if (status.kind === "waiting") {
      console.error(`ingle: ${status.reason}`);
      return 1;
    }
    const traced = new Promise<CompletionTrace>((done) => {
      client.connection.onNotification(completionTraceNotification, done);
    });
    const uri = pathToFileURL(path).href;
    await client.open({ uri, languageId: languageOf(path), text });
    await client.connection.sendRequest(InlineCompletionRequest.type, {
      textDocument: { uri },
      position: { line: options.location.line - 1, character: options.location.column - 1 },
      context: { triggerKind: InlineCompletionTriggerKind.Automatic },
    });
    print(await traced, status, options);
    return 0;
  } finally {
    await client.close();
  }
}

function print(trace: CompletionTrace, status: Status, { json }: CompleteOptions): void {
  if (json) {
    console.log(JSON.stringify({ ...trace, status }, null, 2));
    return;
  }
  if (trace.outcome.kind === "shown") console.log(trace.outcome.text);
  else console.error(`Nothing to show: ${trace.outcome.why}.`);
  const total = trace.stages.reduce((sum, stage) => sum + stage.ms, 0);
  const facts = [
    ...(status.kind === "ready" ? [status.model.name, describeDevice(status)] : []),
    ...trace.stages.map(({ name, ms }) => `${name} ${ms.toFixed(1)} ms`),
    `${total.toFixed(1)} ms in all`,
    ...(trace.tokens
      ? [`${trace.tokens.prompt} tokens read, ${trace.tokens.generated} written`]
      : []),
  ];
  console.error(facts.join(" · "));
}

function describeDevice({ device }: Extract<Status, { kind: "ready" }>): string {
  switch (device.kind) {
    case "gpu":
      return `${device.name} (${device.api})`;
    case "cpu":
      return "CPU";
    case "server":
      return device.url;
  }
}
