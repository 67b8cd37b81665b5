import * as vscode from "vscode";

/** What is asked of the built-in git extension; its interface is not published as a package. */
export interface Git {
  readonly repositories: readonly Repository[];
  getRepository(uri: vscode.Uri): Repository | null;
}

/** A repository that the git extension has open. */
export interface Repository {
  readonly rootUri: vscode.Uri;
  readonly inputBox: { value: string };
  readonly state: {
    readonly HEAD: { readonly name?: string; readonly commit?: string } | undefined;
    readonly indexChanges: readonly Change[];
    readonly workingTreeChanges: readonly Change[];
    readonly untrackedChanges?: readonly Change[];
  };
  /** Has the state read anew: it follows the disk late. */
  status(): Promise<void>;
  /** What is staged, with `cached`; else what is not. */
  diff(cached?: boolean): Promise<string>;
  /** The files in which the working tree differs from a commit, or how one of them does. */
  diffWith(ref: string): Promise<readonly Change[]>;
  diffWith(ref: string, path: string): Promise<string>;
  getMergeBase(one: string, other: string): Promise<string | undefined>;
  log(options: {
    maxEntries: number;
    path?: string;
    range?: string;
  }): Promise<readonly { readonly message: string }[]>;
  /** A file as a commit has it; the empty ref is the index, `:1` and so on its stages in a merge. */
  show(ref: string, path: string): Promise<string>;
  getBranches(query: {
    remote: boolean;
    sort?: "committerdate";
  }): Promise<readonly { readonly name?: string }[]>;
  createBranch(name: string, checkout: boolean): Promise<void>;
}

/** A file that has changed; of its statuses one matters here. */
export interface Change {
  readonly uri: vscode.Uri;
  readonly status: number;
}

/** The status of a file that git does not know yet. */
export const untracked = 7;

interface GitExtension {
  getAPI(version: 1): Git;
}

/** Git as the editor has it; undefined where it is turned off or not there. */
export async function openGit(): Promise<Git | undefined> {
  const extension = vscode.extensions.getExtension<GitExtension>("vscode.git");
  if (!extension) return undefined;
  try {
    return (await extension.activate()).getAPI(1);
  } catch {
    // The setting git.enabled turns its API off.
    return undefined;
  }
}
