import { type ChangesOptions, readChanges } from "../../diff/readChanges.ts";
import type { ChatMessage } from "../../engine/engine.ts";
import type { Answering } from "../../models/answering.ts";
import { scmInstructions } from "../../prompt/scm.ts";
import type { CommitMessageOutcome, CommitMessageParams } from "../../protocol/scm.ts";
import { ask, messagesOf, modelFailed, noModel, nothingToSee, roomOf } from "../ask.ts";
import { faultsOf, type MessageFault, withTicket } from "./checkMessage.ts";
import { cleanMessage, type KnownWords } from "./cleanMessage.ts";
import { type Material, materialOf } from "./material.ts";
import { type CommitStyle, ownMessages, styleOf } from "./style.ts";
import { styleFacts } from "./styleFacts.ts";

/** What writing a message needs. */
export interface WriteMessageOptions extends ChangesOptions {
  answering(): Promise<Answering | undefined>;
  /** Called before a file is read by itself, and with the message as far as it is written. */
  onFile(path: string, at: number, of: number): void;
  onText(text: string): void;
}

/** Tokens that a message may have. */
const longestMessage = 400;
/** Messages that are shown as examples, and characters of all of them. */
const mostExamples = 8;
const examplesLength = 1_600;

interface Attempt {
  message: string;
  answer: string;
  faults: MessageFault[];
}

/**
 * Writes a commit message in the style of its repository: reads the changes, fits them into the
 * model's context, asks, cleans the answer up, and asks once more where it will not do.
 */
export async function writeMessage(
  params: CommitMessageParams,
  options: WriteMessageOptions,
  signal: AbortSignal,
): Promise<CommitMessageOutcome> {
  const changes = await readChanges(params, options);
  if (changes.shown.length + changes.named.length === 0) return nothingToSee(changes.notes);
  const model = await options.answering();
  if (!model) return noModel();

  const style = styleOf(params.recent);
  const hint = hintIn(params.hint ?? "");
  const system = [scmInstructions.commit, ...styleFacts(style)].join("\n");
  const around = wordsAround(params, hint);
  let room = roomOf(model, longestMessage) - system.length - around.length;
  for (let fit = 1; ; fit += 1) {
    const material = await materialOf(changes, { ...options, model, room, signal });
    if (signal.aborted) return { kind: "cancelled" };
    const messages = messagesOf(
      system,
      [around, material.text, request].filter((part) => part !== "").join("\n\n"),
    );
    const known = { hint, branch: params.branch ?? "", changes: material.text };
    const asked = await attempts(messages, { model, known, style, onText: options.onText, signal });
    if (asked.kind === "too-long" && fit < 3) {
      // The estimate was wrong for this text; the engine has counted.
      room = Math.floor(
        room * Math.min(0.8, model.contextSize / Math.max(1, asked.promptTokens)) * 0.9,
      );
      continue;
    }
    if (asked.kind === "too-long") return modelFailed("The changes are too long for this model.");
    if (asked.kind !== "attempt") return asked;
    return outcomeOf(asked.attempt, material);
  }
}

const request = "Write the commit message.";

function outcomeOf(
  { message, answer, faults }: Attempt,
  { notes }: Material,
): CommitMessageOutcome {
  const [first] = faults;
  if (first?.kind === "unusable")
    return {
      ...{ kind: "refused", cause: "model", answer },
      reason: `The model gave no message that can be used. ${first.text}`,
      remedy: "Try again, or choose another chat model.",
    };
  return { kind: "message", text: message, notes: [...notes, ...faults.map(({ text }) => text)] };
}

/** Asks, and once more where the first answer has faults; the better one counts. */
async function attempts(
  messages: readonly ChatMessage[],
  given: {
    model: Answering;
    known: KnownWords;
    style: CommitStyle;
    onText(text: string): void;
    signal: AbortSignal;
  },
): Promise<
  | { kind: "attempt"; attempt: Attempt }
  | { kind: "too-long"; promptTokens: number }
  | Exclude<CommitMessageOutcome, { kind: "message" }>
> {
  const { model, known, style, onText, signal } = given;
  let shown = "";
  let best: Attempt | undefined;
  let conversation = [...messages];
  for (const temperature of [0, 0.4]) {
    const said = await ask(
      model,
      {
        ...{ messages: conversation, maxTokens: longestMessage, temperature },
        onText(text) {
          const message = cleanMessage(text, known, { complete: false });
          if (message === shown || message === "") return;
          shown = message;
          onText(message);
        },
      },
      signal,
    );
    if (said.kind === "cancelled" || signal.aborted) return { kind: "cancelled" };
    if (said.kind !== "said") {
      if (best) break;
      return said.kind === "failed" ? modelFailed(said.reason) : said;
    }
    const text = said.cut ? withoutLastLine(said.text) : said.text;
    const message = withTicket(cleanMessage(text, known), ticketIn(known, style), style);
    const attempt = { message, answer: said.text, faults: faultsOf(message, style, known.hint) };
    if (!best || badness(attempt) <= badness(best)) best = attempt;
    if (attempt.faults.length === 0) break;
    conversation = [
      ...messages,
      { role: "assistant", content: said.text },
      {
        role: "user",
        content: `${attempt.faults.map((fault) => fault.text).join(" ")} Write the commit message again, and nothing else.`,
      },
    ];
  }
  return best ? { kind: "attempt", attempt: best } : { kind: "cancelled" };
}

/** What the person has begun, or the ticket that the branch is for, where messages here begin with one. */
function ticketIn({ hint, branch }: KnownWords, { prefix }: CommitStyle): string {
  if (hint !== "" || prefix !== "ticket") return hint;
  return /(?:^|[/_-])([A-Z][A-Z0-9]+-\d+)/.exec(branch)?.[1] ?? "";
}

function badness({ faults }: Attempt): number {
  return faults.reduce((sum, { kind }) => sum + (kind === "unusable" ? 100 : 1), 0);
}

/** What stands in front of the changes. */
function wordsAround({ recent, branch }: CommitMessageParams, hint: string): string {
  const parts: string[] = [];
  const examples: string[] = [];
  let length = 0;
  for (const message of ownMessages(recent).slice(0, mostExamples)) {
    length += message.length;
    if (length > examplesLength && examples.length > 0) break;
    examples.push(message.slice(0, examplesLength));
  }
  if (examples.length > 0)
    parts.push(
      `The latest messages here, as examples of the style:\n---\n${examples.join("\n---\n")}\n---`,
    );
  if (branch !== undefined && branch !== "") parts.push(`The branch is called ${branch}.`);
  if (hint !== "")
    parts.push(
      `The person has begun to write this; keep its words, and go on from there:\n${hint}`,
    );
  return parts.join("\n\n");
}

/** What a person has begun, without the comments of a template. */
function hintIn(text: string): string {
  return text
    .split("\n")
    .filter((line) => !line.startsWith("#") || /^#\d/.test(line))
    .join("\n")
    .trim()
    .slice(0, 500);
}

function withoutLastLine(text: string): string {
  const end = text.trimEnd().lastIndexOf("\n");
  return end > 0 ? text.slice(0, end) : text;
}
