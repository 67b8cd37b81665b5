import { Agent, type ClientRequest, type IncomingMessage, request as openRequest } from "node:http";
import type { Guard } from "../../guard/guard.ts";
import { guardedLookup } from "./lookup.ts";
import { brokenOff, ServerTrouble, strange, unreachable } from "./trouble.ts";

/** One server on this machine. Whatever goes wrong is thrown as a {@link ServerTrouble}. */
export interface HttpClient {
  /** How the server is named to a person. */
  readonly url: string;
  /** Gets or, with a body, posts JSON. Aborting closes the socket; so does leaving the reply unread. */
  send(path: string, options: { signal: AbortSignal; body?: object }): Promise<Reply>;
  close(): void;
}

/** An answer whose head has come; its body is read once. */
export interface Reply {
  readonly status: number;
  /** The media type, without parameters. */
  readonly type: string;
  /** The text as it comes. */
  chunks(): AsyncGenerator<string, void, void>;
  /** The whole body as an object; {@link ServerTrouble} if it is none. */
  json(): Promise<Record<string, unknown>>;
}

/** No answer that is read as a whole is longer, in UTF-16 units. */
const longestBody = 4_194_304;

/** Creates the client of a server; the guard is asked before every request and every socket. */
export function createHttpClient(base: URL, mayConnect: Guard["mayConnect"]): HttpClient {
  const agent = new Agent({ keepAlive: true });
  const lookup = guardedLookup(mayConnect);
  const url = base.href.replace(/\/$/, "");

  function open(path: string, { signal, body }: { signal: AbortSignal; body?: object }) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    return new Promise<IncomingMessage>((resolve, reject) => {
      const request: ClientRequest = openRequest(new URL(path, base), {
        agent,
        lookup,
        signal,
        method: text === undefined ? "GET" : "POST",
        headers:
          text === undefined
            ? { accept: "application/json" }
            : { "content-type": "application/json", "content-length": Buffer.byteLength(text) },
      });
      request.once("response", resolve);
      request.once("error", (error) => reject(new FailedRequest(error, request.reusedSocket)));
      request.end(text);
    });
  }

  return {
    url,
    async send(path, options) {
      const verdict = mayConnect(base);
      if (!verdict.allowed)
        throw new ServerTrouble("forbidden", `Ingle does not connect to ${url}: ${verdict.reason}`);
      try {
        const response = await open(path, options).catch((error: FailedRequest) => {
          // The server had closed the kept connection just when it was to be used again.
          if (!error.onUsedSocket || options.signal.aborted) throw error;
          return open(path, options);
        });
        return reply(response, url);
      } catch (error) {
        throw unreachable(url, error instanceof FailedRequest ? error.cause : error);
      }
    },
    close: () => agent.destroy(),
  };
}

class FailedRequest extends Error {
  readonly onUsedSocket: boolean;

  constructor(cause: Error, onUsedSocket: boolean) {
    super(cause.message, { cause });
    this.onUsedSocket = onUsedSocket;
  }
}

function reply(response: IncomingMessage, url: string): Reply {
  const status = response.statusCode ?? 0;
  const type = (response.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase() ?? "";
  response.setEncoding("utf8");
  if (status >= 300 && status < 400) {
    response.destroy();
    throw strange(url, "it redirects to another address, which Ingle does not follow");
  }
  if (type === "text/html") {
    response.destroy();
    throw strange(url, "it sent a web page");
  }

  async function* chunks(): AsyncGenerator<string, void, void> {
    try {
      for await (const chunk of response) yield chunk as string;
    } catch {
      throw brokenOff(url);
    } finally {
      response.destroy();
    }
  }

  return {
    status,
    type,
    chunks,
    async json() {
      let text = "";
      for await (const chunk of chunks()) {
        text += chunk;
        if (text.length > longestBody) throw strange(url, "its answer has no end");
      }
      const value = parse(text);
      if (value === undefined) throw strange(url, "its answer is no JSON object");
      return value;
    },
  };
}

function parse(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    return value as Record<string, unknown>;
  } catch {
    return undefined;
  }
}
