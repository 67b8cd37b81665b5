import type { Guard } from "../../guard/guard.ts";
import type { EncodeRequest, Encoder, Encoding } from "../encoder.ts";
import { readAddress } from "./address.ts";
import { createHttpClient, type HttpClient } from "./client.ts";
import { type Json, listAt, numberAt, textAt } from "./fields.ts";
import { defaultPatience, type Patience } from "./patience.ts";
import { refusal } from "./refusal.ts";
import { ServerTrouble, strange, tooSlow } from "./trouble.ts";

/** What an encoder that is a server is made from. */
export interface HttpEncoderOptions {
  url: string;
  /** The model to ask for; without it the first that the server lists. */
  model?: string;
  mayConnect: Guard["mayConnect"];
  patience?: Partial<Patience>;
}

/** An encoder behind a server, which tells the name of the model that it asks. */
export interface HttpEncoder extends Encoder {
  /** The model's name; undefined where the server cannot be asked now. Never rejects. */
  model(signal: AbortSignal): Promise<string | undefined>;
  dispose(): void;
}

/** Texts in one request: a server reads them as one batch, and an abort waits for no more than these. */
const mostTexts = 16;
/** A text that is still too long with so few characters is not what is wrong. */
const shortestCut = 64;

/**
 * A server on this machine that encodes: OpenAI's `/v1/embeddings`, and `/v1/rerank` as llama-server,
 * vLLM and others have it. A server that is away is asked again with the next request.
 */
export function createHttpEncoder(options: HttpEncoderOptions): HttpEncoder {
  const patience = { ...defaultPatience, ...options.patience };
  const address = readAddress(options.url, options.mayConnect);
  const client =
    address.kind === "address" ? createHttpClient(address.url, options.mayConnect) : undefined;
  let listed = options.model;

  async function nameFrom(from: HttpClient, signal: AbortSignal): Promise<string> {
    if (listed !== undefined) return listed;
    const body = await asked(from, "v1/models", signal);
    listed = textAt(body, "data", 0, "id");
    if (listed === undefined)
      throw new ServerTrouble(
        "away",
        `The server at ${from.url} has no model. Load one there, or name one in the settings.`,
      );
    return listed;
  }

  async function asked(
    from: HttpClient,
    path: string,
    signal: AbortSignal,
    body?: object,
  ): Promise<Json> {
    const controller = new AbortController();
    const abort = (): void => controller.abort();
    const limit = setTimeout(
      () => controller.abort(tooSlow(from.url, patience.silenceMs)),
      patience.silenceMs,
    );
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      const reply = await from.send(path, { signal: controller.signal, ...(body && { body }) });
      if (reply.status !== 200) {
        // What is no trouble of the server's is a text that is too long.
        await refusal(reply, { url: from.url, contextSize: 0 });
        throw new TooLong(`A text is too long for the server at ${from.url}.`);
      }
      return await reply.json();
    } catch (error) {
      throw controller.signal.reason instanceof ServerTrouble ? controller.signal.reason : error;
    } finally {
      clearTimeout(limit);
      signal.removeEventListener("abort", abort);
    }
  }

  async function encodeAll(
    from: HttpClient,
    request: EncodeRequest,
    signal: AbortSignal,
  ): Promise<Encoding> {
    const model = await nameFrom(from, signal);
    const vectors: Float32Array[] = [];
    const scores: number[] = [];
    for (let at = 0; at < request.texts.length; at += mostTexts) {
      const batch = request.texts.slice(at, at + mostTexts);
      if (request.kind === "embed") {
        const reply = await fitting(batch, (texts) =>
          asked(from, "v1/embeddings", signal, { model, input: texts, encoding_format: "float" }),
        );
        vectors.push(...vectorsIn(reply, batch.length, from));
      } else {
        const { query } = request;
        const reply = await fitting(batch, (texts) =>
          asked(from, "v1/rerank", signal, { model, query, documents: texts }),
        );
        scores.push(...scoresIn(reply, batch.length, from));
      }
    }
    return request.kind === "embed" ? { kind: "vectors", vectors } : { kind: "scores", scores };
  }

  return {
    async model(signal) {
      if (client === undefined) return undefined;
      return nameFrom(client, signal).catch(() => undefined);
    },
    async encode(request, signal) {
      if (address.kind === "problem")
        return { kind: "failed", failure: `${address.reason} ${address.remedy}` };
      if (client === undefined || signal.aborted) return { kind: "cancelled" };
      try {
        return await encodeAll(client, request, signal);
      } catch (error) {
        if (signal.aborted) return { kind: "cancelled" };
        return { kind: "failed", failure: error instanceof Error ? error.message : String(error) };
      }
    },
    dispose: () => client?.close(),
  };
}

class TooLong extends Error {}

/** Cuts the longest texts by half until the server takes them: it alone knows how long a token is. */
async function fitting(
  texts: readonly string[],
  ask: (texts: readonly string[]) => Promise<Json>,
): Promise<Json> {
  try {
    return await ask(texts);
  } catch (error) {
    const longest = Math.max(...texts.map(({ length }) => length));
    if (!(error instanceof TooLong) || longest < shortestCut) throw error;
    return fitting(
      texts.map((text) => text.slice(0, Math.floor(longest / 2))),
      ask,
    );
  }
}

function vectorsIn(body: Json, count: number, { url }: HttpClient): Float32Array[] {
  const found = inOrder(body, "data", count).map((each) => listAt(each, "embedding"));
  const width = found[0]?.length ?? 0;
  return found.map((numbers) => {
    if (numbers === undefined || numbers.length !== width || !numbers.every(Number.isFinite))
      throw strange(url, "its embeddings are not one list of numbers a text");
    return Float32Array.from(numbers as number[]);
  });
}

function scoresIn(body: Json, count: number, { url }: HttpClient): number[] {
  return inOrder(body, "results", count).map((each) => {
    const score = numberAt(each, "relevance_score");
    if (score === undefined) throw strange(url, "its ranking is not one score a text");
    return score;
  });
}

/** The entries of a list by their `index`, which says to which text each belongs. */
function inOrder(body: Json, key: string, count: number): unknown[] {
  const entries = listAt(body, key) ?? [];
  return Array.from({ length: count }, (_, index) =>
    entries.find((entry, at) => (numberAt(entry, "index") ?? at) === index),
  );
}
