import { basename } from "node:path";
import type { GenerateRequest, GenerationEnd, GenerationEvent, Piece } from "../engine.ts";
import { grammarOf, healingOf } from "../heal.ts";
import type { Look, ServerApi, SignOfLife } from "./api.ts";
import { chatCompletion } from "./chat.ts";
import type { HttpClient } from "./client.ts";
import { readEvents } from "./events.ts";
import { type Json, listAt, numberAt, objectAt, textAt } from "./fields.ts";
import { gapOf } from "./gap.ts";
import { refusal, refusedBy } from "./refusal.ts";
import { createTokenizer, type Tokenizer } from "./tokens.ts";
import { brokenOff, strange } from "./trouble.ts";

/** What has to be known of a llama-server's use. */
export interface LlamaServerOptions {
  client: HttpClient;
  /** The model to ask for, where the server has several. */
  model?: string;
  /** The control tokens that prompts may use. */
  controlTokens: readonly string[];
}

/**
 * llama.cpp's own API (tools/server/README.md there). Prompts are sent as token ids, so that source
 * text is never read as control tokens; where the model's control tokens are not known, `/infill`
 * makes the prompt.
 */
export function createLlamaServer(options: LlamaServerOptions): ServerApi {
  const { client } = options;
  const naming = options.model === undefined ? {} : { model: options.model };
  let tokenizer: Tokenizer | undefined;
  let contextSize = 0;

  async function get(path: string, signal: AbortSignal): Promise<Json> {
    const reply = await client.send(path, { signal });
    if (reply.status !== 200) await refusal(reply, { url: client.url, contextSize });
    return reply.json();
  }

  async function look(signal: AbortSignal): Promise<Look> {
    await get("health", signal);
    const props = await get("props", signal);
    const stated = numberAt(props, "default_generation_settings", "n_ctx");
    if (stated === undefined) throw strange(client.url, "it has no /props as a llama-server has");
    const models = await get("v1/models", signal);
    tokenizer = await createTokenizer(client, { candidates: options.controlTokens, signal });
    contextSize = stated;
    const size = numberAt(models, "data", 0, "meta", "n_vocab");
    return {
      contextSize,
      served: {
        name: nameOf(props, options.model),
        controlTokens: new Set(tokenizer.control.keys()),
        ...(size === undefined ? {} : { vocabularySize: size }),
        infill: await canInfill(client, signal),
      },
    };
  }

  async function* generate(
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
    const from = performance.now();
    const gap = gapOf(request.prompt);
    const healing = request.heal && !gap ? healingOf(request.prompt) : undefined;
    const prompt = healing?.prompt ?? request.prompt;
    const tokens = gap ? undefined : await tokenizer?.tokens(prompt, signal);
    const tokenizeMs = performance.now() - from;
    if (tokens?.length === 0) {
      yield { kind: "end", stopReason: "end-of-text" };
      return;
    }
    if (tokens && tokens.length + request.maxTokens > contextSize) {
      yield { kind: "end", stopReason: "prompt-too-long", promptTokens: tokens.length };
      return;
    }
    const reply = await client.send(gap ? "infill" : "completion", {
      signal,
      body: {
        ...naming,
        ...(gap ? { input_prefix: gap.before, input_suffix: gap.after } : { prompt: tokens }),
        ...(healing && { grammar: grammarOf(healing.word) }),
        ...sampling(request),
      },
    });
    if (reply.status !== 200) {
      yield { kind: "end", ...(await refusal(reply, { url: client.url, contextSize })) };
      return;
    }
    const events = answer(readEvents(reply, client.url), {
      tokenizeMs,
      url: client.url,
      contextSize,
      control: new Set(tokenizer?.control.values()),
    });
    // Where nothing is to be written (a prompt is read ahead of time), it writes a token all the same.
    for await (const event of healing ? without(healing.word, events) : events)
      if (event.kind !== "piece" || request.maxTokens > 0) yield event;
  }

  return {
    look,
    generate,
    chat(request, signal) {
      const server = { client, ...naming, contextSize, grammars: "understood" } as const;
      return chatCompletion(request, server, signal);
    },
  };
}

/** The events without the word that their text begins with; one that begins otherwise is not shown. */
async function* without(
  word: string,
  events: AsyncIterable<GenerationEvent | SignOfLife>,
): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
  let left = word;
  for await (const event of events) {
    if (event.kind !== "piece" || left === "") {
      yield event;
      continue;
    }
    const { text } = event;
    if (!text.startsWith(left) && !left.startsWith(text)) {
      yield { kind: "end", stopReason: "end-of-text" };
      return;
    }
    const rest = text.slice(left.length);
    left = left.slice(text.length);
    if (rest !== "") yield { ...event, text: rest };
  }
}

function sampling({ maxTokens, temperature, confidence }: GenerateRequest): Json {
  return {
    n_predict: maxTokens,
    temperature: temperature ?? 0,
    samplers: ["temperature"],
    repeat_penalty: 1,
    n_probs: confidence === true ? 1 : 0,
    cache_prompt: true,
    stream: true,
    return_tokens: true,
    return_progress: true,
    timings_per_token: true,
    // Seconds between the signs of life of a server that reads a long prompt.
    sse_ping_interval: 5,
  };
}

async function* answer(
  events: AsyncIterable<Json | undefined>,
  reading: { tokenizeMs: number; url: string; contextSize: number; control: ReadonlySet<number> },
): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
  let read = false;
  for await (const event of events) {
    if (event && objectAt(event, "error")) {
      yield { kind: "end", ...refusedBy(event, reading) };
      return;
    }
    if (!event || objectAt(event, "prompt_progress")) {
      yield { kind: "alive" };
      continue;
    }
    const ended = event.stop === true;
    if (!read && (ended || listAt(event, "tokens")?.length !== 0)) {
      read = true;
      yield { kind: "prompt", ...promptRead(event, reading.tokenizeMs) };
    }
    // The server goes on after a control token and shows nothing of it; here it ends the text.
    const ids = listAt(event, "tokens") ?? [];
    if (ids.some((id) => typeof id === "number" && reading.control.has(id))) {
      yield { kind: "end", stopReason: "end-of-text" };
      return;
    }
    const text = textAt(event, "content") ?? "";
    if (text !== "") yield { kind: "piece", ...piece(event, text) };
    if (ended) {
      yield { kind: "end", ...endOf(event) };
      return;
    }
  }
  throw brokenOff(reading.url);
}

function promptRead(event: Json, tokenizeMs: number) {
  const read = numberAt(event, "timings", "prompt_n");
  const reused = numberAt(event, "timings", "cache_n") ?? 0;
  return {
    promptTokens: numberAt(event, "tokens_evaluated") ?? (read ?? 0) + reused,
    reusedTokens: reused,
    tokenizeMs,
    // Of its queue the server tells nothing.
    queueMs: 0,
    evaluateMs: numberAt(event, "timings", "prompt_ms") ?? 0,
  };
}

function piece(event: Json, text: string): Piece {
  const logprob = numberAt(event, "completion_probabilities", 0, "logprob");
  return { text, ...(logprob === undefined ? {} : { confidence: Math.exp(logprob) }) };
}

function endOf(event: Json): GenerationEnd {
  const limited = textAt(event, "stop_type") === "limit" || event.stopped_limit === true;
  return { stopReason: limited ? "length" : "end-of-text" };
}

function nameOf(props: Json, wanted: string | undefined): string {
  const alias = wanted ?? textAt(props, "model_alias") ?? "";
  const path = textAt(props, "model_path") ?? "";
  return basename(alias === "" ? path : alias, ".gguf");
}

/** Asks with an input that is refused before anything is evaluated: only how it is refused counts. */
async function canInfill(client: HttpClient, signal: AbortSignal): Promise<boolean> {
  const reply = await client.send("infill", {
    signal,
    body: { input_prefix: "", input_suffix: "", input_extra: "" },
  });
  await reply.json();
  return reply.status === 400;
}
