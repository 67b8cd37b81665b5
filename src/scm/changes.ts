import * as vscode from "vscode";
import type { ScmChanges } from "../../server/protocol/scm.ts";
import { type Repository, untracked } from "./git.ts";

/** Files of a branch that are read at most: each is a call of git. */
const mostFiles = 200;

/** What is staged; where nothing is, all that has changed. */
export async function stagedOrAll(
  repository: Repository,
): Promise<{ changes: ScmChanges; staged: boolean }> {
  const staged = await stagedChanges(repository);
  if (staged.diff.trim() !== "") return { changes: staged, staged: true };
  return { changes: await workingChanges(repository), staged: false };
}

/** What is staged. */
export async function stagedChanges(repository: Repository): Promise<ScmChanges> {
  return { root: repository.rootUri.toString(), diff: await repository.diff(true) };
}

/** What has changed and is not staged, with the files that git does not know yet. */
export async function workingChanges(repository: Repository): Promise<ScmChanges> {
  await repository.status();
  const { workingTreeChanges, untrackedChanges = [] } = repository.state;
  const unknown = [...workingTreeChanges, ...untrackedChanges].filter(
    ({ status }) => status === untracked,
  );
  return {
    root: repository.rootUri.toString(),
    diff: await repository.diff(false),
    untracked: [...new Set(unknown.map(({ uri }) => pathIn(repository, uri)))],
  };
}

/** What has changed since what is checked out was branched off from a branch; undefined: never. */
export async function changesSince(
  repository: Repository,
  branch: string,
): Promise<{ changes: ScmChanges; files: vscode.Uri[] } | undefined> {
  const base = await repository.getMergeBase(branch, "HEAD");
  if (base === undefined) return undefined;
  const changed = (await repository.diffWith(base)).slice(0, mostFiles);
  const diffs: string[] = [];
  for (const { uri } of changed) diffs.push(await repository.diffWith(base, uri.fsPath));
  return {
    changes: { root: repository.rootUri.toString(), diff: diffs.join("\n") },
    files: changed.map(({ uri }) => uri),
  };
}

/** A file's path below the top of its repository, with `/`. */
function pathIn({ rootUri }: Repository, uri: vscode.Uri): string {
  const root = rootUri.path.replace(/\/$/, "");
  return uri.path.startsWith(`${root}/`)
    ? uri.path.slice(root.length + 1)
    : vscode.workspace.asRelativePath(uri, false);
}
