import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import {
  CancellationTokenSource,
  DidChangeTextDocumentNotification,
  InlineCompletionRequest,
  InlineCompletionTriggerKind,
} from "vscode-languageserver/node";
import { TextDocument } from "vscode-languageserver-textdocument";
import type { Client } from "../../server/cli/client.ts";

/** The server's memory after so many keys, in MB, and the requests that have no answer yet. */
export interface Reading {
  keys: number;
  rssMb: number;
  open: number;
}

const uri = "untitled:soak.ts";
/** No editor has more requests open; without a bound a slow machine measures its own queue. */
const mostOpen = 64;
/** A request without an answer after so many milliseconds counts as open. */
const patienceMs = 30_000;

/**
 * Types this project's own source into the server, key by key, as fast as it is taken: every tenth
 * key is a backspace, every hundredth moves elsewhere; each key cancels the request before it. Reads
 * the memory every `every` keys, after the open requests have been answered.
 */
export async function soak(
  client: Client,
  { keys, every }: { keys: number; every: number },
): Promise<Reading[]> {
  const source = readFileSync("server/engine/process.ts", "utf8");
  let document = TextDocument.create(uri, "typescript", 1, source);
  await client.open({ uri, languageId: "typescript", text: source });
  const open = new Set<Promise<void>>();
  const readings: Reading[] = [];
  let cursor = source.length >> 1;
  let last: CancellationTokenSource | undefined;

  for (let key = 1; key <= keys; key += 1) {
    if (key % 100 === 0) cursor = (cursor * 7 + 1_013) % document.getText().length;
    const backspace = key % 10 === 0 && cursor > 0;
    const from = backspace ? cursor - 1 : cursor;
    const range = { start: document.positionAt(from), end: document.positionAt(cursor) };
    const change = { range, text: backspace ? "" : (source[(key * 3) % source.length] ?? " ") };
    document = TextDocument.update(document, [change], document.version + 1);
    cursor = from + change.text.length;
    await client.connection.sendNotification(DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: document.version },
      contentChanges: [change],
    });
    last?.cancel();
    last = new CancellationTokenSource();
    const answer = client.connection
      .sendRequest(
        InlineCompletionRequest.type,
        {
          textDocument: { uri },
          position: document.positionAt(cursor),
          context: { triggerKind: InlineCompletionTriggerKind.Automatic },
        },
        last.token,
      )
      .then(
        () => {},
        () => {},
      )
      .finally(() => open.delete(answer));
    open.add(answer);
    if (key % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 1));
    if (open.size >= mostOpen) await patiently(Promise.race(open));
    if (key % every !== 0) continue;
    await patiently(Promise.all(open));
    readings.push({ keys: key, rssMb: rssMb(client.pid), open: open.size });
  }
  return readings;
}

async function patiently(answers: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise((resolve) => {
    timer = setTimeout(resolve, patienceMs);
  });
  await Promise.race([answers, over]);
  clearTimeout(timer);
}

function rssMb(pid: number): number {
  return Number(execFileSync("ps", ["-o", "rss=", "-p", String(pid)], { encoding: "utf8" })) / 1024;
}
