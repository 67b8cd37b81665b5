import { StreamMessageReader } from "vscode-languageserver/node";
import type { Tool } from "../process/tool.ts";

/** What a checker may write in a second; more is no checker's answer. */
const mostBytes = 64 * 2 ** 20;
const mostMessages = 20_000;
/** What may come before a message is complete: before the first one, and later. */
const mostFirst = 2 ** 20;
const mostIncomplete = 32 * 2 ** 20;

/**
 * The messages that a program writes, each with its length before it, as language servers do. A flood,
 * and whatever is no message, ends the program.
 */
export function readMessages(tool: Tool): StreamMessageReader {
  const reader = new StreamMessageReader(tool.output);
  let second = 0;
  let bytes = 0;
  let messages = 0;
  let incomplete = 0;
  let limit = mostFirst;

  function look(): void {
    if (bytes > mostBytes || messages > mostMessages || incomplete > limit)
      tool.kill("it wrote more than can be read");
  }

  function now(): void {
    const current = Math.floor(performance.now() / 1_000);
    if (current === second) return;
    second = current;
    bytes = 0;
    messages = 0;
  }

  tool.output.on("data", (chunk: Buffer) => {
    now();
    bytes += chunk.length;
    incomplete += chunk.length;
    look();
  });
  reader.onError(() => tool.kill("it wrote what is no message"));
  const listen = reader.listen.bind(reader);
  reader.listen = (callback) =>
    listen((message) => {
      now();
      messages += 1;
      incomplete = 0;
      limit = mostIncomplete;
      look();
      callback(message);
    });
  return reader;
}
