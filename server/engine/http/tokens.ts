import type { Segment } from "../engine.ts";
import type { HttpClient } from "./client.ts";
import { listAt, numberAt, textAt } from "./fields.ts";
import { refusal } from "./refusal.ts";
import { strange } from "./trouble.ts";

/** A llama-server's tokenizer. */
export interface Tokenizer {
  /** The ids of those control tokens that the model has, by text. */
  readonly control: ReadonlyMap<string, number>;
  /** The tokens of a prompt: special text as control tokens, other text never, BOS where it belongs. */
  tokens(prompt: readonly Segment[], signal: AbortSignal): Promise<number[]>;
}

/** Stretches whose tokens are remembered: of two files, what stands before and after the cursor. */
const mostRemembered = 12;

/** Asks which of the control tokens the model has and how its prompts begin: three requests. */
export async function createTokenizer(
  client: HttpClient,
  { candidates, signal }: { candidates: readonly string[]; signal: AbortSignal },
): Promise<Tokenizer> {
  const control = await known(client, { candidates, signal });
  const plain = await tokenize(client, { content: "a", signal });
  const begun = await tokenize(client, { content: "a", opening: true, signal });
  const bos = begun.slice(0, Math.max(0, begun.indexOf(plain[0] ?? -1)));
  const remembered = new Map<string, number[]>();

  async function idsOf(text: string, stop: AbortSignal): Promise<number[]> {
    const ids = remembered.get(text) ?? (await tokenize(client, { content: text, signal: stop }));
    remembered.delete(text);
    remembered.set(text, ids);
    for (const oldest of remembered.keys()) {
      if (remembered.size <= mostRemembered) break;
      remembered.delete(oldest);
    }
    return ids;
  }

  return {
    control,
    async tokens(prompt, stop) {
      const ids = [...bos];
      for (const { text, special } of joined(prompt)) {
        const id = special ? control.get(text) : undefined;
        if (id !== undefined) ids.push(id);
        else if (text !== "") ids.push(...(await idsOf(text, stop)));
      }
      return ids;
    },
  };
}

/** Neighbouring stretches of plain text are tokenised as one, as the model saw them in training. */
function joined(prompt: readonly Segment[]): Segment[] {
  const stretches: Segment[] = [];
  for (const segment of prompt) {
    const last = stretches.at(-1);
    if (last && !last.special && !segment.special)
      stretches[stretches.length - 1] = { text: last.text + segment.text, special: false };
    else stretches.push(segment);
  }
  return stretches;
}

/** One request for all: a control token that the model has comes back as one piece. */
async function known(
  client: HttpClient,
  { candidates, signal }: { candidates: readonly string[]; signal: AbortSignal },
): Promise<Map<string, number>> {
  const reply = await client.send("tokenize", {
    signal,
    body: { content: candidates.join("\n"), parse_special: true, with_pieces: true },
  });
  if (reply.status !== 200) await refusal(reply, { url: client.url, contextSize: 0 });
  const pieces = new Map<string, number>();
  for (const token of listAt(await reply.json(), "tokens") ?? []) {
    const piece = textAt(token, "piece");
    const id = numberAt(token, "id");
    if (piece !== undefined && id !== undefined) pieces.set(piece, id);
  }
  const control = new Map<string, number>();
  for (const text of candidates) {
    // SentencePiece writes a space as a lower one eighth block, and llama-server writes it back.
    const id = pieces.get(text) ?? pieces.get(text.replace(/^▁/, " "));
    if (id !== undefined) control.set(text, id);
  }
  return control;
}

async function tokenize(
  client: HttpClient,
  { content, opening, signal }: { content: string; opening?: true; signal: AbortSignal },
): Promise<number[]> {
  const reply = await client.send("tokenize", {
    signal,
    body: { content, add_special: opening === true, parse_special: false },
  });
  if (reply.status !== 200) await refusal(reply, { url: client.url, contextSize: 0 });
  const tokens = listAt(await reply.json(), "tokens");
  if (!tokens?.every((id) => typeof id === "number"))
    throw strange(client.url, "it does not tokenise");
  return tokens;
}
