import { pathToFileURL } from "node:url";
import {
  type Finding,
  type ReviewOutcome,
  type ReviewParams,
  type ScmEvent,
  scmEventNotification,
  scmReviewRequest,
} from "../protocol/scm.ts";
import { diffOf, runGit, untrackedIn } from "./git.ts";
import { openRepository, openServer, type RepositoryOptions, tellRefusal } from "./repository.ts";

/** What `ingle review` was asked. */
export interface ReviewInTerminalOptions extends RepositoryOptions {
  /** Only what is staged. */
  staged: boolean;
  /** What has changed since this was branched off from, a branch or a commit. */
  against: string | undefined;
}

/**
 * Prints what a model finds wrong with changes, each as PATH:LINE: SEVERITY: SENTENCE. Returns the exit
 * code: 0 where it has looked, whatever it found; 1 where it could not; 2 where there is no repository or
 * no such branch; 3 where there are no changes.
 */
export async function reviewInTerminal(options: ReviewInTerminalOptions): Promise<number> {
  const root = await openRepository(options.folder);
  if (root === undefined) return 2;
  const from = await baseOf(root, options.against);
  if (from === undefined) {
    console.error(
      `ingle: git knows no ${options.against}, or it has nothing in common with what is here.`,
    );
    return 2;
  }
  const diff = await diffOf(root, options.staged ? ["--cached", ...from] : from);
  const untracked = options.staged || options.against !== undefined ? [] : await untrackedIn(root);
  if (diff.trim() === "" && untracked.length === 0) {
    console.error("ingle: There are no changes.");
    return 3;
  }
  const client = await openServer(root, options);
  try {
    client.connection.onNotification(scmEventNotification, (event: ScmEvent) => {
      if (event.kind === "finding" && !options.json) console.log(lineOf(event.finding));
    });
    const params: ReviewParams = {
      request: "review",
      root: pathToFileURL(root).href,
      diff,
      untracked,
    };
    const outcome = await client.connection.sendRequest<ReviewOutcome>(scmReviewRequest, params);
    if (options.json) console.log(JSON.stringify(outcome, null, 2));
    if (outcome.kind === "refused") tellRefusal(outcome);
    if (outcome.kind !== "review") return 1;
    for (const note of options.json ? [] : outcome.notes) console.error(note);
    if (outcome.findings.length === 0 && !options.json) console.error("Nothing was found.");
    return 0;
  } finally {
    await client.close();
  }
}

/** What git is told to compare with: nothing, where the changes since the last commit are meant. */
async function baseOf(root: string, against: string | undefined): Promise<string[] | undefined> {
  if (against === undefined) return [];
  // A name that begins with a dash would be an option.
  if (against.startsWith("-")) return undefined;
  const { status, stdout } = await runGit(root, ["merge-base", against, "HEAD"]);
  return status === 0 ? [stdout.trim()] : undefined;
}

function lineOf({ path, line, severity, text }: Finding): string {
  return `${path}:${line + 1}: ${severity}: ${text}`;
}
