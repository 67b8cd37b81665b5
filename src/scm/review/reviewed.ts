import * as vscode from "vscode";
import type { ScmChanges } from "../../../server/protocol/scm.ts";
import { changesSince, stagedChanges, workingChanges } from "../changes.ts";
import type { Repository } from "../git.ts";

const { l10n } = vscode;

/** A diff that is to be reviewed. */
export interface Reviewed {
  changes: ScmChanges;
  /** The texts that the numbers of its lines are of, by the paths of their files. */
  texts: ReadonlyMap<string, string>;
}

/** Files whose texts are kept at most. */
const mostTexts = 200;

/** Asks which changes are to be reviewed; undefined where none were chosen, or there is no such diff. */
export async function chooseReviewed(repository: Repository): Promise<Reviewed | undefined> {
  const working = l10n.t("$(edit) What has changed and is not staged");
  const staged = l10n.t("$(check) What is staged");
  const branch = l10n.t("$(git-branch) All since a branch…");
  const picked = await vscode.window.showQuickPick([working, staged, branch], {
    title: l10n.t("What is to be reviewed?"),
  });
  if (picked === undefined) return undefined;
  await repository.status();
  const { workingTreeChanges, untrackedChanges = [], indexChanges } = repository.state;
  const uris = (changes: readonly { uri: vscode.Uri }[]): vscode.Uri[] =>
    changes.map(({ uri }) => uri);
  switch (picked) {
    case working:
      return {
        changes: await workingChanges(repository),
        texts: await textsOf(uris([...workingTreeChanges, ...untrackedChanges]), onDisk),
      };
    case staged:
      return {
        changes: await stagedChanges(repository),
        texts: await textsOf(uris(indexChanges), (uri) => repository.show("", uri.fsPath)),
      };
    case branch:
      return sinceBranch(repository);
    default:
      return undefined;
  }
}

async function sinceBranch(repository: Repository): Promise<Reviewed | undefined> {
  const [local, remote] = await Promise.all([
    repository.getBranches({ remote: false, sort: "committerdate" }),
    repository.getBranches({ remote: true, sort: "committerdate" }),
  ]);
  const names = [...local, ...remote].flatMap(({ name }) => (name === undefined ? [] : [name]));
  const own = repository.state.HEAD?.name;
  const name = await vscode.window.showQuickPick(
    names.filter((each) => each !== own),
    { title: l10n.t("Since which branch?") },
  );
  if (name === undefined) return undefined;
  const found = await changesSince(repository, name);
  if (found) return { changes: found.changes, texts: await textsOf(found.files, onDisk) };
  void vscode.window.showInformationMessage(l10n.t("{0} has nothing in common with this.", name));
  return undefined;
}

async function textsOf(
  uris: readonly vscode.Uri[],
  read: (uri: vscode.Uri) => Promise<string>,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  for (const uri of uris.slice(0, mostTexts)) {
    // A file that was deleted, or that git shows no text of, gets no comment.
    const text = await read(uri).catch(() => undefined);
    if (text !== undefined) texts.set(uri.path, text);
  }
  return texts;
}

async function onDisk(uri: vscode.Uri): Promise<string> {
  return Buffer.from(await vscode.workspace.fs.readFile(uri)).toString("utf8");
}
