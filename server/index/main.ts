import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import type { FromIndex, FromWriter, ToIndex } from "./messages.ts";
import { createReader, type Reader } from "./reader.ts";

/**
 * The index process. Its main thread answers searches and is never busy with anything else; a thread
 * of its own (writer.ts) keeps the indexes true. It ends with the server that started it, and with an
 * error where its thread ends: the server starts it again.
 */
const grammars = resolve(__dirname, "..", "grammars");
const writer = new Worker(join(__dirname, "writer.js"), {
  workerData: { grammars },
  // It makes a great many short-lived strings: without a limit the heap grows to four times its need.
  resourceLimits: { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 256 },
});
let readers: Reader[] = [];

const send = (message: FromIndex): void => void process.send?.(message, () => {});
const log = (line: string): void => send({ kind: "log", line });

writer.on("message", (message: FromWriter) => {
  if (message.kind === "renewing")
    for (const reader of readers) if (reader.root === message.root) reader.release();
  send(message);
});
writer.on("error", (error) => {
  console.error(error);
  process.exitCode = 1;
});
writer.on("exit", (code) => process.exit(process.exitCode ?? code));
process.on("disconnect", () => {
  // The last to close a database tidies it up: that is the writer's to do.
  for (const reader of readers) reader.release();
  writer.postMessage({ kind: "close" });
});
process.on("message", (message: ToIndex) => {
  switch (message.kind) {
    case "search": {
      const { id, query } = message;
      const found = readers.flatMap((reader) => reader.search(query));
      const results = found.sort((a, b) => b.score - a.score).slice(0, query.limit);
      send({ kind: "found", id, results });
      return;
    }
    case "skipped":
      send({ kind: "skipped", id: message.id, files: readers.flatMap((each) => each.skipped()) });
      return;
    case "open":
      for (const reader of readers) reader.release();
      readers = message.setup.folders.map((folder) => {
        const onDamaged = (): void => writer.postMessage({ kind: "damaged", root: folder.root });
        return createReader(folder, { onDamaged, log });
      });
      break;
  }
  writer.postMessage(message);
});
