import type { OutlineParser } from "../../../server/syntax/outlineParser.ts";
import { languageOf } from "../../../server/text/languageOf.ts";
import { changesBetween, repositoryName } from "../echo/changes.ts";
import { openRepository, type Repository } from "../echo/git.ts";
import { randomNumbers } from "../random.ts";
import { answering, commitQuestions } from "./commitQuestions.ts";
import { type Documented, documentedIn, withoutLines } from "./docstrings.ts";
import type { Question } from "./question.ts";

export interface PlayOptions {
  /** Questions of each kind. */
  most: number;
  /** How many of the newest commits are looked at. */
  commits: number;
  seed: number;
  parser: OutlineParser;
}

/** A file changes (undefined text: it is gone), or a question is asked of the project as it is now. */
export type Step =
  | { kind: "file"; path: string; text: string | undefined }
  | { kind: "questions"; questions: readonly Question[] };

/**
 * The questions of a repository, each when the project is as it must be: first those from commits, in
 * time order, of the commit's parent; then those from docstrings, of the newest commit without these
 * docstrings.
 */
export async function* stepsOf(folder: string, options: PlayOptions): AsyncGenerator<Step> {
  const repository = openRepository(folder);
  const name = repositoryName(folder);
  const random = randomNumbers(options.seed);
  try {
    const all = await commitQuestions(repository, { name, commits: options.commits });
    let before: string | undefined;
    for (const question of sample(all, options.most, random)) {
      yield* changes(repository, before, question.commit);
      yield { kind: "questions", questions: [question, ...besideOpenFile(question)] };
      before = question.commit;
    }
    const head = repository.run("rev-parse", "HEAD").trim();
    yield* changes(repository, before, head);
    yield* docstrings(repository, head, { ...options, name, random });
  } finally {
    repository.close();
  }
}

/** Where more than one file was changed: the same, asked by somebody who has the first one open. */
function besideOpenFile(question: Question): Question[] {
  const near = question.answers[0]?.path;
  const answers = question.answers.filter(({ path }) => path !== near);
  if (near === undefined || answers.length === 0) return [];
  return [{ ...question, kind: "open file", near, answers }];
}

async function* docstrings(
  repository: Repository,
  commit: string,
  {
    name,
    most,
    parser,
    random,
  }: { name: string; most: number; parser: OutlineParser; random: () => number },
): AsyncGenerator<Step> {
  const texts = new Map<string, string>();
  const found: Documented[] = [];
  const wanted = answering;
  for await (const { path, text } of changesBetween(repository, {
    before: undefined,
    after: commit,
    wanted,
  })) {
    if (text === undefined) continue;
    texts.set(path, text);
    const languageId = languageOf(path);
    await parser.load(languageId);
    found.push(...documentedIn({ path, languageId, text }, parser));
  }
  const chosen = sample(found, most, random);
  for (const path of new Set(chosen.map(({ answer }) => answer.path))) {
    const removed = chosen.filter(({ answer }) => answer.path === path).map(({ lines }) => lines);
    yield { kind: "file", path, text: withoutLines(texts.get(path) ?? "", removed) };
  }
  yield {
    kind: "questions",
    questions: chosen.map(({ question, answer }) => ({
      kind: "docstring",
      repository: name,
      commit,
      text: question,
      answers: [answer],
    })),
  };
}

async function* changes(
  repository: Repository,
  before: string | undefined,
  after: string,
): AsyncGenerator<Step> {
  const wanted = (): boolean => true;
  for await (const change of changesBetween(repository, { before, after, wanted }))
    yield { kind: "file", ...change };
}

/** Some of them, each as likely, in their order. */
function sample<T>(all: readonly T[], most: number, random: () => number): T[] {
  const order = all.map((_, index) => ({ index, at: random() })).sort((a, b) => a.at - b.at);
  const chosen = new Set(order.slice(0, most).map(({ index }) => index));
  return all.filter((_, index) => chosen.has(index));
}
