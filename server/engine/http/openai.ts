import type { GenerateRequest, GenerationEnd, GenerationEvent } from "../engine.ts";
import { createStopCutter } from "../stops.ts";
import type { Look, ServerApi, SignOfLife } from "./api.ts";
import { chatCompletion } from "./chat.ts";
import type { HttpClient } from "./client.ts";
import { eventsOf } from "./events.ts";
import { type Json, listAt, numberAt, objectAt, textAt } from "./fields.ts";
import { gapOf } from "./gap.ts";
import { promptText } from "./promptText.ts";
import { refusal, refusedBy } from "./refusal.ts";
import { brokenOff, ServerTrouble, strange } from "./trouble.ts";

/** What has to be known of the use of a server with OpenAI's API. */
export interface OpenAiOptions {
  client: HttpClient;
  /** The model to ask for; without it the first that the server lists. */
  model?: string;
  /** Tokens of a context where the server does not tell. */
  contextSize: number;
}

/** OpenAI's `/v1/completions` and chat, as vLLM, Ollama, LM Studio, llama.cpp and others have them. */
export function createOpenAi(options: OpenAiOptions): ServerApi {
  const { client } = options;
  let model = "";
  let contextSize = options.contextSize;
  let grammars: "understood" | "ignored" = "ignored";
  /** Whether the server takes a suffix, by model: asking costs a token. */
  const suffixes = new Map<string, boolean>();

  async function look(signal: AbortSignal): Promise<Look> {
    const reply = await client.send("v1/models", { signal });
    if (reply.status !== 200) await refusal(reply, { url: client.url, contextSize });
    const listed = listAt(await reply.json(), "data");
    if (!listed) throw strange(client.url, "it has no list of models at /v1/models");
    const found = listed.find((each) => textAt(each, "id") === options.model) ?? listed[0];
    const name = options.model ?? textAt(found, "id");
    if (name === undefined)
      throw new ServerTrouble(
        "away",
        `The server at ${client.url} has no model. Load one there, or name one in the settings.`,
      );
    model = name;
    // So a llama-server signs what it lists. Others may refuse a field that they do not know.
    grammars = textAt(found, "owned_by") === "llamacpp" ? "understood" : "ignored";
    const stated = numberAt(found, "max_model_len") ?? numberAt(found, "max_context_length");
    contextSize = stated ?? options.contextSize;
    const infill = suffixes.get(model) ?? (await takesSuffix(signal));
    suffixes.set(model, infill);
    return {
      served: { name, infill },
      ...(stated === undefined ? {} : { contextSize: stated }),
    };
  }

  /**
   * A server that takes a suffix counts it among the tokens of the prompt; one that ignores what
   * it does not know does not. The suffix has more words than the prompt could otherwise count.
   */
  async function takesSuffix(signal: AbortSignal): Promise<boolean> {
    const suffix = Array.from({ length: 64 }, (_, word) => `w${word};\n`).join("");
    const reply = await client.send("v1/completions", {
      signal,
      body: { model, prompt: "x", suffix, max_tokens: 1, temperature: 0 },
    });
    const body = await reply.json();
    return reply.status === 200 && (numberAt(body, "usage", "prompt_tokens") ?? 0) >= 64;
  }

  async function* generate(
    request: GenerateRequest,
    signal: AbortSignal,
  ): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
    const stops = request.stops ?? [];
    const gap = gapOf(request.prompt);
    const reply = await client.send("v1/completions", {
      signal,
      body: {
        model,
        ...(gap
          ? { prompt: gap.before, suffix: gap.after }
          : { prompt: promptText(request.prompt, stops) }),
        // To read a prompt ahead of time, no server takes 0.
        max_tokens: Math.max(1, request.maxTokens),
        temperature: request.temperature ?? 0,
        ...(request.confidence === true ? { logprobs: 1 } : {}),
        stream: true,
        // The second is vLLM's; others ignore it.
        stream_options: { include_usage: true, continuous_usage_stats: true },
      },
    });
    if (reply.status !== 200) {
      yield { kind: "end", ...(await refusal(reply, { url: client.url, contextSize })) };
      return;
    }
    const events = answer(eventsOf(reply, client.url), { stops, url: client.url, contextSize });
    for await (const event of events)
      if (event.kind !== "piece" || request.maxTokens > 0) yield event;
  }

  return {
    look,
    generate,
    chat: (request, signal) =>
      chatCompletion(request, { client, model, contextSize, grammars }, signal),
  };
}

async function* answer(
  events: AsyncIterable<Json | undefined>,
  reading: { stops: readonly string[]; url: string; contextSize: number },
): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
  const from = performance.now();
  const cutter = createStopCutter(reading.stops);
  let read = false;
  let end: GenerationEnd | undefined;
  for await (const event of events) {
    if (!event) {
      yield { kind: "alive" };
      continue;
    }
    if (objectAt(event, "error")) {
      yield { kind: "end", ...refusedBy(event, reading) };
      return;
    }
    const promptTokens = numberAt(event, "usage", "prompt_tokens");
    if (!read && promptTokens !== undefined) {
      read = true;
      yield {
        kind: "prompt",
        promptTokens,
        reusedTokens: numberAt(event, "usage", "prompt_tokens_details", "cached_tokens") ?? 0,
        tokenizeMs: 0,
        queueMs: 0,
        // All that these servers let one see: the time until the first event.
        evaluateMs: performance.now() - from,
      };
    }
    const choice = objectAt(event, "choices", 0);
    if (!choice) continue;
    const { text, stopped } = cutter.take(textAt(choice, "text") ?? "");
    if (text !== "") {
      const confidence = confidenceOf(choice);
      yield { kind: "piece", text, ...(confidence === undefined ? {} : { confidence }) };
    }
    if (stopped) {
      yield { kind: "end", stopReason: "end-of-text" };
      return;
    }
    const reason = textAt(choice, "finish_reason");
    // The count of tokens may come in one more event.
    if (reason !== undefined) end = { stopReason: reason === "length" ? "length" : "end-of-text" };
  }
  if (!end) throw brokenOff(reading.url);
  const rest = cutter.rest();
  if (rest !== "") yield { kind: "piece", text: rest };
  yield { kind: "end", ...end };
}

/** OpenAI's completions list log-probabilities; llama.cpp writes them as chat does. */
function confidenceOf(choice: Json): number | undefined {
  const logprob =
    numberAt(choice, "logprobs", "token_logprobs", 0) ??
    numberAt(choice, "logprobs", "content", 0, "logprob");
  return logprob === undefined ? undefined : Math.exp(logprob);
}
