import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Piece } from "../../../server/engine/engine.ts";
import { stepsOf } from "../echo/cases.ts";
import type { Answer, EchoCase } from "../echo/completer.ts";
import { echo } from "../echo/echo.ts";
import { askModel, type Question } from "../echo/model.ts";

/** A cursor in the history of a project: what the project and a model say there, and what was typed. */
export interface JudgedCursor {
  repository: string;
  languageId: string;
  where: EchoCase["where"];
  /** What the person typed: the rest of the line. */
  rest: string;
  echo: Answer | undefined;
  /** What the filters left of the model's answer, before the gate, and its tokens. */
  text: string;
  pieces: Piece[];
}

export interface CursorOptions {
  folders: readonly string[];
  model: string;
  cases: number;
  commits: number;
  seed: number;
  /** What the model said is looked for here first, and kept here: an echo is soon asked, a model is not. */
  answers: string | undefined;
}

/** Leads the echo through the histories of repositories and asks it, and the model, at each cursor. */
export async function cursorsOf(options: CursorOptions): Promise<JudgedCursor[]> {
  const questions: Question[] = [];
  for (const folder of options.folders) questions.push(...(await questionsOf(folder, options)));
  const known = readAnswers(options.answers);
  const missing = questions.filter(({ given }) => !known.has(keyOf(given)));
  if (missing.length > 0) {
    const found = await askModel(resolve(options.model), missing, { gpu: false, drafts: false });
    for (const [index, { text, pieces }] of found.entries())
      known.set(keyOf(missing[index]!.given), { text, pieces });
    if (options.answers) writeFileSync(options.answers, JSON.stringify([...known]));
  }
  return questions.map(({ given, echo: said }) => {
    const { repository, languageId, where, rest } = given;
    return { repository, languageId, where, rest, echo: said, ...known.get(keyOf(given))! };
  });
}

type Known = Map<string, Pick<JudgedCursor, "text" | "pieces">>;

function readAnswers(file: string | undefined): Known {
  return new Map(file && existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : []);
}

function keyOf({ repository, commit, path, prefix, rest }: EchoCase): string {
  return [repository, commit, path, prefix.length, rest].join(" ");
}

async function questionsOf(folder: string, options: CursorOptions): Promise<Question[]> {
  const { cases, commits, seed, folders } = options;
  const most = Math.ceil(cases / folders.length);
  const completer = echo();
  const questions: Question[] = [];
  for await (const step of stepsOf(resolve(folder), { most, commits, seed, lineStarts: 0.2 })) {
    if (step.kind === "file") completer.update(step.path, step.languageId, step.text);
    else {
      completer.settle?.();
      const said = completer.answer(step.given);
      const { text, probability } = said ?? {};
      questions.push({
        given: step.given,
        echo: text === undefined || probability === undefined ? undefined : { text, probability },
      });
    }
  }
  console.log(`${questions[0]?.given.repository}: ${questions.length} cursors`);
  return questions;
}
