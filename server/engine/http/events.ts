import type { Reply } from "./client.ts";
import type { Json } from "./fields.ts";
import { strange } from "./trouble.ts";

/** The objects of an answer; a server that cannot stream sends one, which is whole. */
export async function* eventsOf(
  reply: Reply,
  url: string,
): AsyncGenerator<Json | undefined, void, void> {
  if (reply.type === "application/json") yield await reply.json();
  else yield* readEvents(reply, url);
}

/**
 * The objects of a stream of server-sent events (https://html.spec.whatwg.org/#server-sent-events),
 * as far as these servers use it: `data` lines of JSON, and `[DONE]` at the end. Comments come as
 * undefined: they say that the server lives.
 */
export async function* readEvents(
  reply: Reply,
  url: string,
): AsyncGenerator<Json | undefined, void, void> {
  let rest = "";
  for await (const chunk of reply.chunks()) {
    const lines = (rest + chunk).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    if (rest.length > longestLine) throw strange(url, "its stream has no line ends");
    for (const line of lines) {
      if (line.startsWith(":")) yield undefined;
      // llama-server has written errors under a field of their own.
      const text = /^(?:data|error): ?(.*)$/.exec(line)?.[1];
      if (text === undefined) continue;
      if (text === "[DONE]") return;
      yield parse(text, url);
    }
  }
}

/** UTF-16 units. The last event of llama-server repeats the prompt. */
const longestLine = 4_194_304;

function parse(text: string, url: string): Json {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null) return value as Json;
  } catch {
    // Said below.
  }
  throw strange(url, "its stream is no JSON");
}
