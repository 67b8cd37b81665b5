import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { type ScriptRule, tokensOf } from "./gguf/scriptedModel.ts";
import { controlTokens, isByte, vocabulary } from "./gguf/vocabulary.ts";

/** How the server behaves to every request that comes from now on. */
export type Behaviour =
  /** Answers as the real one does. */
  | "well"
  /** Reads its model: 503. */
  | "loading"
  /** Is something else: a web page, text that is no JSON, an address that leads elsewhere. */
  | "web page"
  | "garbage"
  | "redirect"
  /** Takes a request and says nothing. */
  | "silent"
  /** Says one piece, then nothing. */
  | "stuck"
  /** Closes the connection after one piece. */
  | "dying";

export interface ScriptedServerOptions {
  rules: readonly ScriptRule[];
  /** Tokens of a context. Default 4096. */
  contextSize?: number;
  /** Default "scripted-qwen", from which the format can be told. */
  model?: string;
  /** Who owns the model, as the list of models has it. A llama-server signs "llamacpp". Default none. */
  owner?: string;
  /** Whether /tokenize knows the control tokens, as with a model that names them otherwise. */
  controlTokens?: "known" | "unknown";
  /** What /v1/completions does with a suffix. Default "refused", as vLLM does. */
  suffix?: "taken" | "refused" | "ignored";
  /** What /v1/chat/completions says, by what the last question holds; the first that fits. */
  chats?: readonly ScriptedChat[];
  /** The same by a function of the conversation; it goes before `chats`. */
  chat?(conversation: {
    messages: readonly { role: ChatRole; content: string }[];
    maxTokens: number;
  }): Promise<ChatAnswer>;
  /** Milliseconds between two pieces. Default 1; with 0 they are sent together. */
  pieceMs?: number;
  /** Default a free one. */
  port?: number;
}

/** An answer of the scripted server, cut into pieces where a word begins. */
export interface ScriptedChat {
  asked: string;
  answer: string;
  /** Sent as `reasoning_content`. */
  thought?: string;
}

type ChatRole = "system" | "user" | "assistant";

/** What is said; `cutOff`: no more tokens were asked for. */
export interface ChatAnswer {
  answer: string;
  cutOff?: boolean;
}

/** A server on loopback with llama-server's API and OpenAI's, which writes by the rules of a scripted model. */
export interface ScriptedServer {
  readonly url: string;
  behaviour: Behaviour;
  readonly requests: { path: string; body: Record<string, unknown> }[];
  /** Answers that the client has closed before their end. */
  readonly closed: number;
  /** Answers that have begun and not ended. */
  readonly open: number;
  /** Stops listening and closes every connection. */
  stop(): Promise<void>;
  /** Listens again at the same port. */
  start(): Promise<void>;
}

/** Starts a server at a free port of 127.0.0.1. */
export async function startScriptedServer(options: ScriptedServerOptions): Promise<ScriptedServer> {
  const script = createScript(options.rules);
  const model = options.model ?? "scripted-qwen";
  const contextSize = options.contextSize ?? 4096;
  const requests: ScriptedServer["requests"] = [];
  let lastPrompt: readonly string[] = [];
  let behaviour: Behaviour = "well";
  let closed = 0;
  let open = 0;

  const routes: Record<string, (body: Record<string, unknown>, to: ServerResponse) => unknown> = {
    "/health": (_, to) => json(to, { status: "ok" }),
    "/props": (_, to) =>
      json(to, {
        default_generation_settings: { n_ctx: contextSize },
        model_alias: "",
        model_path: `/models/${model}.gguf`,
      }),
    "/v1/models": (_, to) =>
      json(to, {
        data: [{ id: model, owned_by: options.owner, meta: { n_vocab: script.vocabularySize } }],
      }),
    "/tokenize": (body, to) => {
      const special = body.parse_special !== false && options.controlTokens !== "unknown";
      const tokens = script.tokenize(String(body.content), special);
      const ids = tokens.map(script.idOf);
      json(to, {
        tokens: body.with_pieces ? tokens.map((piece, at) => ({ id: ids[at], piece })) : ids,
      });
    },
    "/completion": (body, to) => {
      const ids = body.prompt as number[];
      return llamaAnswer(to, body, ids.map(script.textOf));
    },
    "/infill": (body, to) => {
      if (body.input_extra === "") return json(to, { error: { code: 400, message: "no" } }, 400);
      return llamaAnswer(to, body, script.tokenize(String(body.input_prefix), false));
    },
    "/v1/completions": (body, to) => openAiAnswer(to, body),
    "/v1/chat/completions": (body, to) => chatAnswer(to, body),
    "/v1/embeddings": ({ input }, to) => {
      const tokens = Math.max(...(input as string[]).map((text) => text.split(" ").length));
      if (tokens > contextSize) {
        const message = `input (${tokens} tokens) is too large to process.`;
        return json(to, { error: { code: 500, message, type: "server_error" } }, 500);
      }
      // Backwards, because `index` is what counts.
      const data = (input as string[]).map((text, index) => ({ index, embedding: letters(text) }));
      json(to, { data: data.reverse() });
    },
    "/v1/rerank": ({ query, documents }, to) => {
      const asked = letters(String(query));
      const results = (documents as string[]).map((text, index) => ({
        index,
        relevance_score: dot(asked, letters(text)),
      }));
      json(to, { results: results.sort((a, b) => b.relevance_score - a.relevance_score) });
    },
  };

  async function llamaAnswer(
    to: ServerResponse,
    body: Record<string, unknown>,
    prompt: readonly string[],
  ): Promise<void> {
    if (prompt.length >= contextSize) {
      const error = {
        ...{ code: 400, type: "exceed_context_size_error", message: "the request is too long" },
        ...{ n_prompt_tokens: prompt.length, n_ctx: contextSize },
      };
      return json(to, { error }, 400);
    }
    const reused = shared(prompt, lastPrompt);
    lastPrompt = prompt;
    const common = {
      tokens_evaluated: prompt.length,
      timings: { cache_n: reused, prompt_n: prompt.length - reused, prompt_ms: 1 },
    };
    const { tokens, stopped } = script.answer(
      prompt,
      // The real one writes a token even where none is asked for.
      Math.max(1, Number(body.n_predict)),
    );
    await stream(to, [
      { prompt_progress: { total: prompt.length }, stop: false, content: "", tokens: [] },
      ...tokens.map((token) => ({
        ...{ ...common, stop: false, content: token, tokens: [script.idOf(token)] },
        ...(body.n_probs === 1 ? { completion_probabilities: [{ logprob: Math.log(0.95) }] } : {}),
      })),
      { ...common, stop: true, content: "", tokens: [], stop_type: stopped ? "eos" : "limit" },
    ]);
  }

  async function openAiAnswer(to: ServerResponse, body: Record<string, unknown>): Promise<void> {
    if (body.suffix !== undefined && options.suffix !== "taken" && options.suffix !== "ignored")
      return json(to, { error: { code: 400, message: "suffix is not supported" } }, 400);
    const prompt = script.tokenize(String(body.prompt), true);
    const suffix =
      options.suffix === "taken" ? script.tokenize(String(body.suffix ?? ""), false) : [];
    const all = [...suffix, ...prompt];
    const usage = {
      prompt_tokens: all.length,
      prompt_tokens_details: { cached_tokens: shared(all, lastPrompt) },
    };
    lastPrompt = all;
    if (usage.prompt_tokens + Number(body.max_tokens) > contextSize) {
      const message = `This model's maximum context length is ${contextSize} tokens. However, you requested more (${prompt.length} in the messages, ${body.max_tokens} in the completion).`;
      return json(to, { error: { code: 400, message } }, 400);
    }
    const { tokens, stopped } = script.answer(prompt, Number(body.max_tokens));
    const finish = stopped ? "stop" : "length";
    if (body.stream !== true)
      return json(to, { usage, choices: [{ text: tokens.join(""), finish_reason: finish }] });
    await stream(to, [
      ...tokens.map((text) => ({
        usage,
        choices: [
          {
            ...{ text, finish_reason: null },
            logprobs: body.logprobs ? { token_logprobs: [Math.log(0.95)] } : null,
          },
        ],
      })),
      { usage, choices: [{ text: "", finish_reason: finish, logprobs: null }] },
      "[DONE]",
    ]);
  }

  async function chatAnswer(to: ServerResponse, body: Record<string, unknown>): Promise<void> {
    const sent = body.messages as {
      role: ChatRole;
      content: string | { text?: string }[];
    }[];
    // A message with pictures comes in parts; what is said of them is the text.
    const messages = sent.map(({ role, content }) => ({
      role,
      content:
        typeof content === "string" ? content : content.map(({ text = "" }) => text).join("\n"),
    }));
    const text = messages.map(({ content }) => content).join("\n");
    const usage = { prompt_tokens: text.split(/\s+/).length };
    if (usage.prompt_tokens > contextSize) {
      const message = `This model's maximum context length is ${contextSize} tokens.`;
      return json(to, { error: { code: 400, message } }, 400);
    }
    const asked = messages.at(-1)?.content ?? "";
    const chat: Partial<ScriptedChat & ChatAnswer> | undefined =
      (await options.chat?.({ messages, maxTokens: Number(body.max_tokens) })) ??
      options.chats?.find((each) => asked.includes(each.asked));
    const words = (said: string): string[] => said.match(/\s*\S+\s*$|\s*\S+/g) ?? [];
    const delta = (field: string) => (said: string) => ({
      choices: [{ delta: { [field]: said }, finish_reason: null }],
    });
    await stream(to, [
      ...words(chat?.thought ?? "").map(delta("reasoning_content")),
      ...words(chat?.answer ?? "I do not know.").map(delta("content")),
      { usage, choices: [{ delta: {}, finish_reason: chat?.cutOff ? "length" : "stop" }] },
      "[DONE]",
    ]);
  }

  async function stream(to: ServerResponse, events: readonly (object | string)[]): Promise<void> {
    const act = behaviour;
    let gone = false;
    open += 1;
    to.once("close", () => {
      gone = true;
      open -= 1;
      if (!to.writableFinished) closed += 1;
    });
    to.writeHead(200, { "content-type": "text/event-stream" });
    to.write(": it lives\n\n");
    for (const [index, event] of events.entries()) {
      if (gone) return;
      if (act === "stuck" && index === 2) return;
      if (act === "dying" && index === 2) {
        to.destroy();
        return;
      }
      to.write(`data: ${typeof event === "string" ? event : JSON.stringify(event)}\n\n`);
      const { pieceMs = 1 } = options;
      if (pieceMs > 0) await new Promise((resolve) => setTimeout(resolve, pieceMs));
    }
    to.end();
  }

  async function answer(from: IncomingMessage, to: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of from) text += chunk;
    const path = from.url ?? "";
    const body = text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
    requests.push({ path, body });
    switch (behaviour) {
      case "loading":
        return json(to, { error: { code: 503, message: "Loading model" } }, 503);
      case "web page":
        to.writeHead(200, { "content-type": "text/html; charset=utf-8" });
        to.end("<html></html>");
        return;
      case "garbage":
        to.writeHead(200, { "content-type": "application/json" });
        to.end("{ 7");
        return;
      case "redirect":
        to.writeHead(302, { location: "http://example.com/" });
        to.end();
        return;
      case "silent":
        return;
      default:
        await routes[path]?.(body, to);
        if (!routes[path]) json(to, { error: { code: 404, message: "File Not Found" } }, 404);
    }
  }

  const server = createServer((from, to) => void answer(from, to));
  const listen = (port: number): Promise<void> =>
    new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  await listen(options.port ?? 0);
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    get behaviour() {
      return behaviour;
    },
    set behaviour(next) {
      behaviour = next;
    },
    get closed() {
      return closed;
    },
    get open() {
      return open;
    },
    start: () => listen(port),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a scripted model does, without a model. */
function createScript(rules: readonly ScriptRule[]) {
  const texts = tokensOf(rules);
  const next = new Map<string, string | undefined>();
  for (const [index, rule] of rules.entries()) {
    const tokens = texts[index] ?? [];
    const last = rule.ending === "repeat" ? tokens[0] : undefined;
    for (const [position, to] of [...tokens, last].entries())
      next.set(tokens[position - 1] ?? rule.after, to);
  }
  const control: readonly string[] = controlTokens;
  const words = [...new Set([...rules.map(({ after }) => after), ...texts.flat()])].filter(
    (word) => !isByte(word) && !control.includes(word),
  );
  const { idOf, tokens: byId } = vocabulary(words);
  const longestFirst = (list: readonly string[]) => [...list].sort((a, b) => b.length - a.length);
  const plain = longestFirst(words);
  const special = longestFirst([...words, ...control]);

  return {
    vocabularySize: byId.length,
    /** A byte that is no character of its own stands for itself. */
    idOf: (token: string): number =>
      token.length === 1 ? token.charCodeAt(0) & 0xff : idOf(token),
    textOf: (id: number): string => (id < 256 ? String.fromCharCode(id) : (byId[id] ?? "")),
    tokenize(text: string, parseSpecial: boolean): string[] {
      const known = parseSpecial ? special : plain;
      const tokens: string[] = [];
      for (let at = 0; at < text.length; ) {
        const word = known.find((each) => text.startsWith(each, at));
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        if (word === undefined) tokens.push(...Buffer.from(character).toString("latin1"));
        else tokens.push(word);
        at += (word ?? character).length;
      }
      return tokens;
    },
    answer(prompt: readonly string[], most: number): { tokens: string[]; stopped: boolean } {
      const tokens: string[] = [];
      let last = prompt.at(-1);
      while (tokens.length < most) {
        last = last === undefined ? undefined : next.get(last);
        if (last === undefined) return { tokens, stopped: true };
        tokens.push(last);
      }
      return { tokens, stopped: false };
    },
  };
}

function shared(a: readonly string[], b: readonly string[]): number {
  const at = a.findIndex((token, index) => token !== b[index]);
  return Math.min(at < 0 ? a.length : at, Math.max(0, a.length - 1));
}

/** How often each letter from a to z occurs: the least that can be called an embedding. */
function letters(text: string): number[] {
  const counts = new Array<number>(26).fill(0);
  for (const code of Buffer.from(text.toLowerCase()))
    if (code >= 97 && code <= 122) counts[code - 97] = (counts[code - 97] ?? 0) + 1;
  return counts;
}

function dot(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function json(to: ServerResponse, body: object, status = 200): void {
  to.writeHead(status, { "content-type": "application/json; charset=utf-8" });
  to.end(JSON.stringify(body));
}
