import type * as vscode from "vscode";
import type { ConflictParams } from "../../../server/protocol/scm.ts";
import { openGit, type Repository } from "../git.ts";
import { baseLines } from "./baseLines.ts";
import { type Conflict, parseConflicts, withOurs } from "./parseConflicts.ts";

/** Commits of each side that are looked at; what comes in when one merges, picks or rebases. */
const mostCommits = 5;
const incoming = ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REBASE_HEAD", "REVERT_HEAD"];

/** All that can be had of a conflict: both sides, and from git what they come from and why. */
export async function conflictParams(
  document: vscode.TextDocument,
  conflict: Conflict,
): Promise<ConflictParams> {
  const repository = (await openGit())?.getRepository(document.uri);
  const told = repository ? await commitsOf(repository, document.uri.fsPath) : undefined;
  const base =
    conflict.base ?? (repository ? await baseOf(repository, document, conflict) : undefined);
  return {
    uri: document.uri.toString(),
    firstLine: conflict.firstLine,
    lastLine: conflict.lastLine,
    ours: { ...conflict.ours, commits: told?.ours ?? [] },
    theirs: { ...conflict.theirs, commits: told?.theirs ?? [] },
    ...(base === undefined ? {} : { base }),
  };
}

async function baseOf(
  repository: Repository,
  document: vscode.TextDocument,
  conflict: Conflict,
): Promise<string | undefined> {
  try {
    const base = await repository.show(":1", document.uri.fsPath);
    const text = document.getText();
    const conflicts = parseConflicts(text);
    const own = conflicts.find(({ firstLine }) => firstLine === conflict.firstLine);
    if (!own) return undefined;
    const { text: ours, ...place } = withOurs(text, conflicts, own);
    return baseLines(base, ours, place);
  } catch {
    // Both sides have added the file, or the merge is over.
    return undefined;
  }
}

/** Messages of the commits that each side has and the other has not. */
async function commitsOf(
  repository: Repository,
  path: string,
): Promise<{ ours: string[]; theirs: string[] } | undefined> {
  for (const head of incoming) {
    const base = await repository.getMergeBase("HEAD", head).catch(() => undefined);
    if (base === undefined) continue;
    const messages = async (range: string): Promise<string[]> => {
      const commits = await repository
        .log({ maxEntries: mostCommits, path, range })
        .catch(() => []);
      return commits.map(({ message }) => message);
    };
    return { ours: await messages(`${base}..HEAD`), theirs: await messages(`${base}..${head}`) };
  }
  return undefined;
}
