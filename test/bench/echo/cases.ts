import { characterStart } from "../../../server/text/characters.ts";
import { randomNumbers } from "../random.ts";
import { type AddedLine, type Additions, additionsOf } from "./added.ts";
import { changesBetween, repositoryName } from "./changes.ts";
import type { EchoCase } from "./completer.ts";
import { openRepository } from "./git.ts";
import { sourceLanguage, sourceText } from "./sources.ts";

/**
 * What happens in a project, in order: a file changes (undefined text: it is gone), by a commit or
 * under the hands of the person who types, or a cursor is to be answered.
 */
export type Step =
  | {
      kind: "file";
      by: "commit" | "typing";
      path: string;
      languageId: string;
      text: string | undefined;
    }
  | { kind: "case"; given: EchoCase };

export interface CaseOptions {
  /** About so many cases; every added line is as likely, up to 30 of a commit. */
  most: number;
  /** How many of the newest commits are looked at. */
  commits: number;
  /** The same seed gives the same cases. */
  seed: number;
  /** The share of cursors that stand at line starts. */
  lineStarts: number;
}

/** So that no single commit stands for a project. */
const mostOfCommit = 30;

/**
 * Cursors in time order from the history of a git repository. Before each case the project is as the
 * commit's parent left it, but for the file of the cursor, which is as an editor would hold it: the
 * commit's version above the cursor, the parent's version below the run of added lines, and nothing of
 * what that run replaced.
 */
export async function* stepsOf(folder: string, options: CaseOptions): AsyncGenerator<Step> {
  const repository = openRepository(folder);
  const name = repositoryName(folder);
  const random = randomNumbers(options.seed);
  try {
    const all = await additionsOf(repository, {
      commits: options.commits,
      most: mostOfCommit,
      random,
    });
    const chosen = sample(all, { most: options.most, random });
    let before: string | undefined;
    for (const { commit, lines } of chosen) {
      const after = `${commit}^`;
      for await (const change of changesBetween(repository, { before, after, wanted: isSource })) {
        const languageId = sourceLanguage(change.path) ?? "";
        yield { kind: "file", by: "commit", languageId, ...change };
      }
      before = after;
      for (const line of lines) {
        const [now, old] = await repository.read([
          `${commit}:${line.path}`,
          `${commit}^:${line.oldPath}`,
        ]);
        const given = caseOf(line, { now, old }, { random, lineStarts: options.lineStarts });
        if (!given) continue;
        const file = { kind: "file", by: "typing", languageId: given.languageId } as const;
        const moved = line.oldPath !== line.path && old !== undefined;
        if (moved) yield { ...file, path: line.oldPath, text: undefined };
        yield { ...file, path: given.path, text: given.prefix + given.suffix };
        yield { kind: "case", given: { repository: name, commit, ...given } };
        const parent = old === undefined ? undefined : sourceText(old);
        if (moved) yield { ...file, path: given.path, text: undefined };
        yield { ...file, path: line.oldPath, text: parent };
      }
    }
  } finally {
    repository.close();
  }
}

const isSource = (path: string): boolean => sourceLanguage(path) !== undefined;

type Found = Omit<EchoCase, "repository" | "commit">;

function caseOf(
  { path, line, below }: AddedLine,
  { now, old }: { now: string | undefined; old: string | undefined },
  { random, lineStarts }: { random: () => number; lineStarts: number },
): Found | undefined {
  const text = now === undefined ? undefined : sourceText(now);
  const parent = old === undefined ? "" : sourceText(old);
  const languageId = sourceLanguage(path);
  if (text === undefined || parent === undefined || languageId === undefined) return undefined;
  const lines = text.split("\n");
  const typed = lines[line - 1]?.trimEnd() ?? "";
  const start = typed.length - typed.trimStart().length;
  const where = random() < lineStarts ? "line start" : "inside";
  const further = start + 1 + Math.floor(random() * (typed.length - start - 1));
  const column = where === "line start" ? start : characterStart(typed, further);
  const rest = typed.slice(column);
  if (rest === "") return undefined;
  const head = lines.slice(0, line - 1).map((each) => `${each}\n`);
  const tail = parent === "" ? [] : parent.split("\n").slice(below - 1);
  return {
    path,
    languageId,
    where,
    prefix: head.join("") + typed.slice(0, column),
    suffix: `\n${tail.join("\n")}`,
    rest,
  };
}

/** Some of the added lines of all commits, each as likely, in time order. */
function sample(
  all: readonly Additions[],
  { most, random }: { most: number; random: () => number },
): Additions[] {
  let left = all.reduce((sum, { lines }) => sum + lines.length, 0);
  let wanted = most;
  return all.flatMap(({ commit, lines }) => {
    const chosen = lines.filter(() => {
      const taken = random() * left < wanted;
      left -= 1;
      if (taken) wanted -= 1;
      return taken;
    });
    return chosen.length > 0 ? [{ commit, lines: chosen }] : [];
  });
}
