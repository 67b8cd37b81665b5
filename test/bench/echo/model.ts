import { resolve } from "node:path";
import { TextDocument } from "vscode-languageserver-textdocument";
import { noAdaptation } from "../../../server/completion/adaptation.ts";
import { type Completed, complete } from "../../../server/completion/complete.ts";
import type { CompletionContext } from "../../../server/completion/completionContext.ts";
import { cursorIn } from "../../../server/completion/cursor.ts";
import { createGenerations } from "../../../server/completion/ongoing.ts";
import { prewarm } from "../../../server/completion/readAhead.ts";
import { createReadingSpeed } from "../../../server/completion/readingSpeed.ts";
import { createRules } from "../../../server/completion/rules.ts";
import { syntaxAt } from "../../../server/completion/syntaxAt.ts";
import { createTokenRate } from "../../../server/completion/tokenRate.ts";
import type { Engine, Piece } from "../../../server/engine/engine.ts";
import { createEngineProcess } from "../../../server/engine/process.ts";
import { openModelFile } from "../../../server/modelFile.ts";
import type { ModelTraits } from "../../../server/openedModel.ts";
import { parseOptions } from "../../../server/protocol/options.ts";
import { createSyntax, type Syntax } from "../../../server/syntax/syntax.ts";
import { startedEngine } from "../engineRuns.ts";
import type { Answer, EchoCase } from "./completer.ts";

/** What a model wrote at a cursor; nothing where `text` is empty. */
export interface ModelAnswer {
  /** What the filters left, before the gate. */
  text: string;
  pieces: Piece[];
  /** From the question to the answer, by the clock, with the prompt read ahead. */
  ms: number;
  /** The same with the echo as its draft; absent where there is none. */
  drafted?: { ms: number; offered: number; taken: number; same: boolean };
}

/** A cursor, and what an echo says there. */
export interface Question {
  given: EchoCase;
  echo: Answer | undefined;
}

const never = new AbortController().signal;

/**
 * Asks a model at each cursor through the completion pipeline and the engine's own process, without a
 * draft and, with `drafts`, with the echo as one: both with the prompt in the cache, as it is while
 * somebody types, and in turns one of them first. The gate is off.
 */
export async function askModel(
  path: string,
  questions: readonly Question[],
  { gpu, drafts }: { gpu: boolean; drafts: boolean },
): Promise<ModelAnswer[]> {
  const { engine, traits } = await opened(path, gpu);
  const syntax = createSyntax({ folder: resolve("dist/grammars"), log: console.error });
  try {
    await startedEngine(engine);
    const answers: ModelAnswer[] = [];
    for (const [index, question] of questions.entries()) {
      const ask = await prepared(question.given, `file:///${index}/`, { engine, traits, syntax });
      await ask.readAhead();
      answers.push(await answerOf(ask, { ...question, drafts, draftFirst: index % 2 === 0 }));
    }
    return answers;
  } finally {
    syntax.dispose();
    await engine.dispose();
  }
}

async function opened(
  path: string,
  gpu: boolean,
): Promise<{ engine: Engine; traits: ModelTraits }> {
  const kind = {
    kind: "built-in",
    gpu: gpu ? "auto" : "off",
    idleMinutes: 60,
    contextSize: 4096,
  } as const;
  const opening = await openModelFile({
    options: { ...parseOptions({}).options, model: { path } },
    engine: kind,
    builtIn: path,
    createEngine: (modelPath) =>
      createEngineProcess({
        ...{ entry: resolve("dist/engine/engine.mjs"), modelPath, gpu: kind.gpu },
        ...{ contextSize: kind.contextSize, idleMs: 3_600_000, log: () => {} },
      }),
  });
  if (opening.kind === "problem") throw new Error(`${opening.reason} ${opening.remedy}`);
  const traits = opening.traits();
  if (!traits) throw new Error(`${path} tells nothing of itself`);
  return { engine: opening.engine, traits };
}

interface Ask {
  readAhead(): Promise<void>;
  answer(echo: Answer | undefined): Promise<{ completed: Completed; ms: number }>;
}

/** A cursor in a document that is parsed. */
async function prepared(
  { path, languageId, prefix, suffix }: EchoCase,
  folder: string,
  { engine, traits, syntax }: { engine: Engine; traits: ModelTraits; syntax: Syntax },
): Promise<Ask> {
  const uri = folder + encodeURI(path);
  const text = prefix + suffix;
  const document = TextDocument.create(uri, languageId, 1, text);
  const cursor = cursorIn(document, document.positionAt(prefix.length));
  syntax.changed({ uri, languageId, version: 1, text });
  await syntax.ready(languageId);
  syntax.changed({ uri, languageId, version: 1, text });
  while (syntax.isParsing(uri)) await new Promise((done) => setTimeout(done, 1));
  const context = (echo: Answer | undefined): CompletionContext => ({
    ...{ engine, path, repository: undefined },
    ...{
      format: traits.format,
      contextTokens: traits.contextTokens,
      confidence: traits.confidence,
    },
    generations: createGenerations(engine),
    guard: {
      mayRead: () => ({ allowed: true }),
      mayConnect: () => ({ allowed: false, reason: "nothing is connected to" }),
    },
    context: { gather: async () => ({ snippets: [], set: { kind: "kept" }, sources: [] }) },
    rate: createTokenRate(traits.charactersPerToken),
    speed: createReadingSpeed(),
    sinceLastRequestMs: Number.POSITIVE_INFINITY,
    candidates: 1,
    syntax: syntaxAt(syntax, cursor, text),
    echo,
    rules: createRules(() => ({ "is unsure": false })),
    adaptation: noAdaptation,
  });
  return {
    readAhead: () => prewarm(cursor, context(undefined)),
    async answer(echo) {
      const began = performance.now();
      const completed = await complete(cursor, context(echo), never);
      return { completed, ms: performance.now() - began };
    },
  };
}

async function answerOf(
  ask: Ask,
  { echo, drafts, draftFirst }: Question & { drafts: boolean; draftFirst: boolean },
): Promise<ModelAnswer> {
  const drafted = drafts && echo ? () => ask.answer(echo) : async () => undefined;
  const first = draftFirst ? await drafted() : undefined;
  const alone = await ask.answer(undefined);
  const read = first ?? (await drafted());
  const { text, pieces } = said(alone.completed);
  return {
    text,
    pieces,
    ms: alone.ms,
    ...(read && {
      drafted: {
        ms: read.ms,
        ...(read.completed.tokens?.draft ?? { offered: 0, taken: 0 }),
        same: said(read.completed).text === text,
      },
    }),
  };
}

function said({ outcome, pieces = [] }: Completed): { text: string; pieces: Piece[] } {
  return { text: outcome.kind === "shown" ? outcome.text : "", pieces };
}
