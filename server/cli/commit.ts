import { pathToFileURL } from "node:url";
import {
  type CommitMessageOutcome,
  type CommitMessageParams,
  type ScmEvent,
  scmCommitMessageRequest,
  scmEventNotification,
} from "../protocol/scm.ts";
import { branchIn, diffOf, recentMessages, runGit, untrackedIn } from "./git.ts";
import { openRepository, openServer, type RepositoryOptions, tellRefusal } from "./repository.ts";

/** What `ingle commit` was asked. */
export interface CommitOptions extends RepositoryOptions {
  /** Whether the commit is to be made too. */
  commit: boolean;
}

/**
 * Prints a commit message for what is staged, or for all changes where nothing is; with `commit`, git
 * makes the commit. Returns the exit code: 1 where there is no message or git refused the commit, 2
 * where there is no repository, 3 where there is nothing to commit.
 */
export async function commitInTerminal(options: CommitOptions): Promise<number> {
  const root = await openRepository(options.folder);
  if (root === undefined) return 2;
  const staged = await diffOf(root, ["--cached"]);
  const isStaged = staged.trim() !== "";
  if (!isStaged && options.commit) {
    console.error("ingle: Nothing is staged. Stage with git add what the commit is to hold.");
    return 3;
  }
  const diff = isStaged ? staged : await diffOf(root, []);
  const untracked = isStaged ? [] : await untrackedIn(root);
  if (diff.trim() === "" && untracked.length === 0) {
    console.error("ingle: There are no changes.");
    return 3;
  }
  const outcome = await askFor(root, { diff, untracked }, options);
  if (outcome.kind !== "message") {
    if (options.json) console.log(JSON.stringify(outcome, null, 2));
    if (outcome.kind === "refused") tellRefusal(outcome);
    return 1;
  }
  const { text, notes } = outcome;
  if (!isStaged) notes.unshift("Nothing is staged: the message is for all changes.");
  if (options.json)
    console.log(JSON.stringify({ message: text, staged: isStaged, notes }, null, 2));
  else {
    console.log(text);
    for (const note of notes) console.error(note);
  }
  return options.commit ? commitWith(root, text) : 0;
}

async function askFor(
  root: string,
  changes: { diff: string; untracked: string[] },
  options: CommitOptions,
): Promise<CommitMessageOutcome> {
  const client = await openServer(root, options);
  try {
    client.connection.onNotification(scmEventNotification, (event: ScmEvent) => {
      if (event.kind === "file" && process.stderr.isTTY)
        process.stderr.write(`\rReading ${event.at} of ${event.of}…\u001b[K\r`);
    });
    const params: CommitMessageParams = {
      ...{ request: "commit", root: pathToFileURL(root).href, ...changes },
      recent: await recentMessages(root),
      branch: await branchIn(root),
    };
    return await client.connection.sendRequest<CommitMessageOutcome>(
      scmCommitMessageRequest,
      params,
    );
  } finally {
    await client.close();
  }
}

async function commitWith(root: string, message: string): Promise<number> {
  const { status, stdout, stderr } = await runGit(root, ["commit", "-F", "-"], `${message}\n`);
  process.stderr.write(stdout + stderr);
  return status === 0 ? 0 : 1;
}
