import { execFileSync } from "node:child_process";
import { basename, extname } from "node:path";

/** An edit as a person made it: a document, a place in it, and what was typed there. */
export interface TypingTrace {
  /** Where it comes from: repository, commit and file. */
  origin: string;
  path: string;
  languageId: string;
  /** The document before the typing, with LF line ends. */
  text: string;
  /** UTF-16 offset at which the typing begins. */
  offset: number;
  typed: string;
}

/** The LSP's names of the languages that traces are taken from. */
const languages: Record<string, string> = {
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".js": "javascript",
  ".mjs": "javascript",
  ".py": "python",
  ".go": "go",
  ".rs": "rust",
  ".java": "java",
  ".c": "c",
  ".cpp": "cpp",
  ".cs": "csharp",
};

const mostLines = 12;
const fewestCharacters = 12;
const largestFile = 200_000;

/**
 * Typing traces from the history of a git repository, newest commit first. The rule: of each commit
 * with one parent, each run of 1 to 12 added lines in a file of a known language is typed, character
 * by character, into the parent's version of that file, from which the lines that it replaced are
 * gone. Bare repositories will do. Empty where git or the history is missing.
 */
export function tracesOf(repository: string, { most }: { most: number }): TypingTrace[] {
  const git = (...args: string[]): string => {
    try {
      return execFileSync("git", ["-C", repository, ...args], {
        encoding: "utf8",
        maxBuffer: 1 << 28,
        stdio: ["ignore", "pipe", "ignore"],
      });
    } catch {
      return "";
    }
  };
  const traces: TypingTrace[] = [];
  const commits = git("log", "--no-merges", "--format=%H", "-n", "400").split("\n").filter(Boolean);
  for (const commit of commits) {
    const perCommit = traces.length + Math.max(1, Math.ceil(most / 20));
    for (const change of changesOf(git("show", "--format=", "-U0", "--no-renames", commit))) {
      if (traces.length >= Math.min(most, perCommit)) break;
      const trace = traceOf(change, git("show", `${commit}^:${change.path}`));
      if (trace) {
        const origin = `${basename(repository.replace(/\/(\.git|repo)\/?$/, ""))} ${commit.slice(0, 9)}`;
        traces.push({ ...trace, origin });
      }
    }
    if (traces.length >= most) break;
  }
  return traces;
}

interface Change {
  path: string;
  /** Line of the parent's version, from one, and how many of its lines are replaced. */
  line: number;
  removed: number;
  added: string[];
}

/** The runs of added lines in a diff without context. */
function changesOf(diff: string): Change[] {
  const changes: Change[] = [];
  let path = "";
  let current: Change | undefined;
  for (const line of diff.split("\n")) {
    const file = /^\+\+\+ b\/(.*)$/.exec(line);
    const hunk = /^@@ -(\d+)(?:,(\d+))? \+\d+(?:,\d+)? @@/.exec(line);
    if (file) path = file[1] ?? "";
    else if (hunk) {
      current = { path, line: Number(hunk[1]), removed: Number(hunk[2] ?? 1), added: [] };
      changes.push(current);
    } else if (line.startsWith("+")) current?.added.push(line.slice(1));
  }
  return changes;
}

function traceOf(change: Change, before: string): Omit<TypingTrace, "origin"> | undefined {
  const languageId = languages[extname(change.path)];
  const typed = change.added.join("\n");
  if (!languageId || before === "" || before.length > largestFile || before.includes("\r")) return;
  if (change.added.length > mostLines || typed.trim().length < fewestCharacters) return;
  const lines = before.split("\n");
  // Git names the line before a pure insertion.
  const from = change.removed === 0 ? change.line : change.line - 1;
  const above = lines.slice(0, from);
  const below = lines.slice(from + change.removed);
  const start = above.length === 0 ? "" : `${above.join("\n")}\n`;
  return {
    path: change.path,
    languageId,
    text: `${start}\n${below.join("\n")}`,
    offset: start.length,
    typed,
  };
}
