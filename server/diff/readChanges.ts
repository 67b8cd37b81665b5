import type { Files } from "../context/files.ts";
import type { Guard } from "../guard/guard.ts";
import { holdsSecret } from "../guard/secretText.ts";
import type { ScmChanges } from "../protocol/scm.ts";
import { whyForeign } from "./foreign.ts";
import { countChanged, type FileDiff, parseDiff } from "./parseDiff.ts";

/** The changes of a repository as a model may see them. */
export interface Changes {
  /** Whose lines may be shown. */
  shown: FileDiff[];
  /** Files of which the name alone is told, and why, in a few words. */
  named: { file: FileDiff; why: string }[];
  /** Sentences for the person: what the guard kept back. */
  notes: string[];
}

/** What reading changes needs. */
export interface ChangesOptions {
  guard: Pick<Guard, "mayRead">;
  files: Pick<Files, "read">;
}

/** Untracked files that are read at most, and lines of each. */
const mostUntracked = 50;
const longestUntracked = 2_000;
/** Characters of a diff that are read at most: no model reads as many. */
const longestDiff = 8_000_000;

/**
 * Reads a diff and the files that git does not know yet. The guard is asked for every file, under its
 * old name too: what it refuses is in none of the lists, and in a note. Lines that look like secrets
 * are cut.
 */
export async function readChanges(
  { root, diff, untracked = [] }: ScmChanges,
  { guard, files }: ChangesOptions,
): Promise<Changes> {
  const changes: Changes = { shown: [], named: [], notes: [] };
  const all = parseDiff(diff.slice(0, longestDiff));
  if (diff.length > longestDiff)
    changes.notes.push("There are more changes than can be read: what stands last was left out.");
  for (const path of untracked.slice(0, mostUntracked)) {
    const file = await files.read(uriOf(root, path));
    all.push(file ? addedFile(path, file.text) : { ...nothingOf(path), kind: "binary" });
  }
  let secrets = 0;
  for (const file of all) {
    const refused = [file.path, file.oldPath ?? file.path]
      .map((path) => guard.mayRead({ uri: uriOf(root, path) }))
      .find(({ allowed }) => !allowed);
    if (refused && !refused.allowed) {
      changes.notes.push(`${file.path} was left out: ${refused.reason}`);
      continue;
    }
    const why = whyForeign(file) ?? (file.change === "unmerged" ? "not merged yet" : undefined);
    if (why !== undefined) changes.named.push({ file, why });
    else {
      secrets += cutSecrets(file);
      changes.shown.push(file);
    }
  }
  for (const path of untracked.slice(mostUntracked))
    if (guard.mayRead({ uri: uriOf(root, path) }).allowed)
      changes.named.push({ file: nothingOf(path), why: "new" });
  if (secrets > 0)
    changes.notes.push(
      secrets === 1
        ? "A line that looks like a secret was left out."
        : `${secrets} lines that look like secrets were left out.`,
    );
  return changes;
}

/** One line a file: its name, what happened to it, and how many lines it gained and lost. */
export function summaryLine(file: FileDiff, why?: string): string {
  const { added, removed } = countChanged(file);
  const from = file.oldPath === undefined ? "" : ` (was ${file.oldPath})`;
  const modes = file.modes?.new ? `, mode ${file.modes.old} to ${file.modes.new}` : "";
  const counts = added + removed > 0 ? ` +${added} -${removed}` : "";
  return `${file.change} ${file.path}${from}${counts}${modes}${why === undefined ? "" : ` (${why})`}`;
}

/** The URI of a file below a root. */
export function uriOf(root: string, path: string): string {
  return `${root.replace(/\/$/, "")}/${path.split("/").map(encodeURIComponent).join("/")}`;
}

const cut = "[a line that looks like a secret was left out]";

/** A private key is a block: all that stands between its marks is cut. */
function cutSecrets({ hunks }: FileDiff): number {
  let count = 0;
  for (const { lines } of hunks) {
    let inKey = false;
    for (const line of lines) {
      const begins = /-----BEGIN [A-Z ]*PRIVATE KEY/.test(line.text);
      const secret = inKey || holdsSecret(line.text);
      if (begins) inKey = true;
      if (/-----END [A-Z ]*PRIVATE KEY/.test(line.text)) inKey = false;
      if (!secret) continue;
      line.text = cut;
      count += 1;
    }
  }
  return count;
}

function nothingOf(path: string): FileDiff {
  return { path, change: "added", kind: "text", hunks: [] };
}

function addedFile(path: string, text: string): FileDiff {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return {
    ...nothingOf(path),
    hunks: [
      {
        heading: "",
        lines: lines.slice(0, longestUntracked).map((line, at) => ({
          sign: "+" as const,
          text: line.replace(/\r$/, ""),
          line: at,
        })),
      },
    ],
  };
}
