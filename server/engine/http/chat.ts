import type { ChatMessage, ChatRequest, GenerationEnd, GenerationEvent } from "../engine.ts";
import { createThoughtSplitter } from "../thoughts.ts";
import type { SignOfLife } from "./api.ts";
import type { HttpClient } from "./client.ts";
import { eventsOf } from "./events.ts";
import { type Json, numberAt, objectAt, textAt } from "./fields.ts";
import { refusal, refusedBy } from "./refusal.ts";
import { brokenOff } from "./trouble.ts";

/** The server that is asked, and what is known of it. */
export interface ChatServer {
  client: HttpClient;
  model?: string;
  contextSize: number;
  /** What it does with a grammar. Default "ignored": it is not told of one. */
  grammars?: "understood" | "ignored";
}

/**
 * The next message of a conversation by OpenAI's `/v1/chat/completions`, as every server of this kind
 * has it. Thoughts come in a field of their own (`reasoning_content` of llama-server, vLLM and LM Studio,
 * `reasoning` of Ollama) or, with marks, in the text. With `grammars`, which only a llama-server
 * understands, the answer keeps to the request's grammar. That server has its thoughts keep to it too,
 * so that there are none: whatever comes is the answer, wherever the server takes it to belong.
 */
export async function* chatCompletion(
  request: ChatRequest,
  { client, model, contextSize, grammars = "ignored" }: ChatServer,
  signal: AbortSignal,
): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
  const constraint = grammars === "understood" ? request.grammar : undefined;
  const reply = await client.send("v1/chat/completions", {
    signal,
    body: {
      ...(model === undefined ? {} : { model }),
      messages: request.messages.map(messageOf),
      max_tokens: Math.max(1, request.maxTokens),
      temperature: request.temperature ?? 0,
      stream: true,
      stream_options: { include_usage: true },
      ...(constraint === undefined ? {} : constrained(constraint)),
    },
  });
  if (reply.status !== 200) {
    yield { kind: "end", ...(await refusal(reply, { url: client.url, contextSize })) };
    return;
  }
  const events = answer(eventsOf(reply, client.url), { url: client.url, contextSize });
  for await (const event of events)
    if (constraint !== undefined && event.kind === "piece")
      yield { kind: "piece", text: event.text };
    else yield event;
}

function constrained(grammar: string): Json {
  return {
    grammar,
    reasoning_format: "none",
    chat_template_kwargs: { enable_thinking: false },
  };
}

/** A message as OpenAI's API has it: a text, or parts where pictures go along. */
function messageOf({ role, content, pictures = [] }: ChatMessage): object {
  if (pictures.length === 0) return { role, content };
  const parts = pictures.map((url) => ({ type: "image_url", image_url: { url } }));
  return { role, content: [...parts, { type: "text", text: content }] };
}

async function* answer(
  events: AsyncIterable<Json | undefined>,
  reading: { url: string; contextSize: number },
): AsyncGenerator<GenerationEvent | SignOfLife, void, void> {
  const from = performance.now();
  const splitter = createThoughtSplitter();
  let evaluateMs = 0;
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
    const choice = objectAt(event, "choices", 0);
    const said = objectAt(choice, "delta") ?? objectAt(choice, "message");
    const thought = textAt(said, "reasoning_content") ?? textAt(said, "reasoning") ?? "";
    const text = textAt(said, "content") ?? "";
    if (evaluateMs === 0 && (thought !== "" || text !== "")) evaluateMs = performance.now() - from;
    if (thought !== "") yield { kind: "piece", text: thought, thought: true };
    for (const piece of splitter.take(text)) yield { kind: "piece", ...piece };
    const reason = textAt(choice, "finish_reason");
    if (reason !== undefined) end = { stopReason: reason === "length" ? "length" : "end-of-text" };
    // Most servers count once the answer is written.
    const promptTokens = numberAt(event, "usage", "prompt_tokens");
    if (promptTokens !== undefined) {
      const reusedTokens = numberAt(event, "usage", "prompt_tokens_details", "cached_tokens") ?? 0;
      const times = { tokenizeMs: 0, queueMs: 0, evaluateMs };
      yield { kind: "prompt", promptTokens, reusedTokens, ...times };
    }
  }
  if (!end) throw brokenOff(reading.url);
  for (const piece of splitter.rest()) yield { kind: "piece", ...piece };
  yield { kind: "end", ...end };
}
