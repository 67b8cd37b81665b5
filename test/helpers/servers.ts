import { resolve } from "node:path";
import type { ClientCapabilities, Position } from "vscode-languageserver/node";
import {
  DidChangeTextDocumentNotification,
  type InlineCompletionItem,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { type Client, startClient } from "../../server/cli/client.ts";
import {
  type CompletionTrace,
  completionTraceNotification,
  type Status,
} from "../../server/protocol/messages.ts";

/** The bundled server, driven as any editor would drive it. */
export interface TestServer extends Client {
  readonly traces: CompletionTrace[];
  readonly lines: string[];
  /** The next status that is `ready` or `failed`, whatever the present one is. */
  nextSettled(): Promise<Status>;
  /** Opens a text with `█` at the cursor, under a name of its own unless one is given. */
  openAt(marked: string, uri?: string, languageId?: string): Promise<Place>;
  complete(place: Place, how?: "by hand"): Promise<InlineCompletionItem[]>;
  change(place: Place, text: string): Promise<void>;
}

export interface Place {
  uri: string;
  position: Position;
}

/**
 * Starts `dist/server.js --stdio` with a model and a workspace folder. What the model writes is what
 * most tests are about: echoes are off unless `options` say otherwise.
 */
export async function startServer(
  modelPath: string,
  {
    folder = resolve("sample"),
    otherFolders = [],
    options = {},
    capabilities = {},
  }: {
    folder?: string;
    otherFolders?: string[];
    options?: object;
    capabilities?: ClientCapabilities;
  } = {},
): Promise<TestServer> {
  const lines: string[] = [];
  const traces: CompletionTrace[] = [];
  let settle: ((status: Status) => void) | undefined;
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder,
    otherFolders,
    capabilities,
    initializationOptions: {
      model: { path: modelPath },
      engine: { gpu: "off" },
      trace: true,
      rules: { echo: false },
      ...options,
    },
    onStatus(status) {
      if (status.kind === "ready" || status.kind === "failed") settle?.(status);
    },
    log: (line) => lines.push(line),
  });
  client.connection.onNotification(completionTraceNotification, (trace: CompletionTrace) => {
    traces.push(trace);
  });
  let opened = 0;
  let version = 1;
  return {
    ...client,
    traces,
    lines,
    nextSettled: () =>
      new Promise((resolve) => {
        settle = resolve;
      }),
    async openAt(marked, uri, languageId = "typescript") {
      opened += 1;
      const place = { uri: uri ?? `untitled:text-${opened}.ts`, position: positionOf(marked) };
      await client.open({
        uri: place.uri,
        languageId,
        text: marked.replace("█", ""),
      });
      return place;
    },
    complete: ({ uri, position }, how) =>
      client.connection.sendRequest(InlineCompletionRequest.type, {
        textDocument: { uri },
        position,
        context: {
          triggerKind:
            how === "by hand"
              ? InlineCompletionTriggerKind.Invoked
              : InlineCompletionTriggerKind.Automatic,
        },
      }) as Promise<InlineCompletionItem[]>,
    async change({ uri }, text) {
      version += 1;
      await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
        textDocument: { uri, version },
        contentChanges: [{ text }],
      });
    },
  };
}

function positionOf(marked: string): Position {
  const before = marked.slice(0, marked.indexOf("█")).split("\n");
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}
