import type { GenerationEnd } from "../engine.ts";
import type { Reply } from "./client.ts";
import { type Json, numberAt, textAt } from "./fields.ts";
import { ServerTrouble, strange } from "./trouble.ts";

/**
 * What an answer with an error status means for a request: the prompt was too long, or trouble,
 * which is thrown. `contextSize` is what the request was measured by.
 */
export async function refusal(
  reply: Reply,
  { url, contextSize }: { url: string; contextSize: number },
): Promise<GenerationEnd> {
  if (reply.status === 401 || reply.status === 403) {
    await reply.json().catch(() => undefined);
    throw new ServerTrouble(
      "strange",
      `The server at ${url} asks for a key, which Ingle does not have. Start it without one.`,
    );
  }
  return refusedBy(await reply.json(), { url, contextSize, status: reply.status });
}

/** The same for an error that comes as an event of a stream, or as the body of an answer. */
export function refusedBy(
  body: Json,
  { url, contextSize, status }: { url: string; contextSize: number; status?: number },
): GenerationEnd {
  const message =
    textAt(body, "error", "message") ?? textAt(body, "error") ?? textAt(body, "message");
  const code = numberAt(body, "error", "code") ?? status ?? 500;
  if (code === 503) throw loading(url);
  if (code === 404 && /not.?found|^$/i.test(message ?? "") && !/model/i.test(message ?? ""))
    throw strange(url, "it does not know what Ingle asked for");
  if (isTooLong(body, message ?? ""))
    return {
      stopReason: "prompt-too-long",
      promptTokens: statedTokens(body, message ?? "") ?? contextSize + 1,
    };
  throw new ServerTrouble(
    "refused",
    `The server at ${url} refused the request: ${message ?? `status ${code}`}`,
  );
}

/** The server reads its model. */
export function loading(url: string): ServerTrouble {
  return new ServerTrouble("loading", `The server at ${url} is loading its model.`);
}

function isTooLong(body: Json, message: string): boolean {
  if (textAt(body, "error", "type") === "exceed_context_size_error") return true;
  return /context (?:length|size|window)|maximum context|too (?:long|many tokens)|too large to process/i.test(
    message,
  );
}

/** vLLM writes "(4200 in the messages, 64 in the completion)"; llama-server has a field for it. */
function statedTokens(body: Json, message: string): number | undefined {
  const stated = numberAt(body, "error", "n_prompt_tokens");
  if (stated !== undefined) return stated;
  const written = /(\d+) (?:in the (?:messages|prompt)|input tokens)/.exec(message)?.[1];
  return written === undefined ? undefined : Number(written);
}
