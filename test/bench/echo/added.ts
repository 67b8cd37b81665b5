import type { Repository } from "./git.ts";
import { sourceLanguage, sourcePaths } from "./sources.ts";

/** A commit and some of the lines that it added. */
export interface Additions {
  commit: string;
  lines: AddedLine[];
}

/** A line that a commit added, and the run of added lines that it stands in; numbers are from one. */
export interface AddedLine {
  path: string;
  /** The file's path in the parent; the same but for renames. */
  oldPath: string;
  line: number;
  /** The first line of the parent's version that stands below the run. */
  below: number;
}

/** A commit that touches more files was hardly typed. */
const mostFiles = 60;
const fewestCharacters = 12;

/**
 * The commits of a history's last `commits` that have one parent and add lines of 12 characters or
 * more to source files, oldest first; of each commit up to `most` such lines, chosen by `random`. What
 * a rename carries along is not added.
 */
export async function additionsOf(
  repository: Repository,
  { commits, most, random }: { commits: number; most: number; random: () => number },
): Promise<Additions[]> {
  const window = ["--min-parents=1", "--max-parents=1", "--date-order", "-n", String(commits)];
  const how = ["-p", "-U0", "-M", "--no-color", "--no-ext-diff", "--format=%x00%H"];
  const all: Additions[] = [];
  let current: Additions | undefined;
  let files = 0;
  let seen = 0;
  let oldPath = "";
  let path = "";
  let line = 0;
  let below = 0;
  const finish = (): void => {
    if (current && current.lines.length > 0 && files <= mostFiles) all.push(current);
  };
  for await (const text of repository.lines(
    "log",
    ...window,
    ...how,
    "HEAD",
    "--",
    ...sourcePaths,
  )) {
    const first = text.charAt(0);
    if (first === "\0") {
      finish();
      current = { commit: text.slice(1), lines: [] };
      files = 0;
      seen = 0;
    } else if (text.startsWith("diff --git ")) {
      files += 1;
      path = "";
    } else if (path === "" && text.startsWith("--- ")) oldPath = text.slice("--- a/".length);
    else if (path === "" && text.startsWith("+++ ")) path = text.slice("+++ b/".length);
    else if (first === "@") {
      const hunk = /^@@ -(\d+)(?:,(\d+))? \+(\d+)/.exec(text);
      // Git names the line before a pure insertion.
      const removed = Number(hunk?.[2] ?? 1);
      below = removed === 0 ? Number(hunk?.[1]) + 1 : Number(hunk?.[1]) + removed;
      line = Number(hunk?.[3]);
    } else if (first === "+" && current) {
      if (text.slice(1).trim().length >= fewestCharacters && sourceLanguage(path)) {
        seen += 1;
        const place = current.lines.length < most ? current.lines.length : draw(random, seen);
        if (place < most) current.lines[place] = { path, oldPath, line, below };
      }
      line += 1;
    }
  }
  finish();
  return all.reverse();
}

/** Reservoir sampling: each of `seen` lines is as likely. */
function draw(random: () => number, seen: number): number {
  return Math.floor(random() * seen);
}
