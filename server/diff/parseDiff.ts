import { unquotedPath } from "./quotedPath.ts";

/** What a diff says of one file. */
export interface FileDiff {
  /** Below the repository's top, with `/`; of the new text, or of the old one where it is deleted. */
  path: string;
  /** Where it has another name now. */
  oldPath?: string;
  change: "added" | "deleted" | "modified" | "renamed" | "copied" | "unmerged";
  /** Not a text: git shows none of it. */
  kind: "text" | "binary" | "submodule";
  /** Its permissions have changed, as git writes them. */
  modes?: { old: string; new: string };
  hunks: DiffHunk[];
}

/** Lines that follow each other, with those around them that did not change. */
export interface DiffHunk {
  /** What git names behind the second `@@`: the declaration that the lines are in. */
  heading: string;
  lines: DiffLine[];
}

/** A line without its end. Numbers are zero-based; a line that is gone is in front of the line `line`. */
export interface DiffLine {
  sign: " " | "+" | "-";
  text: string;
  /** Of the new text. */
  line: number;
}

/**
 * Reads what `git diff` and `git show` print: names with and without prefixes, quoted ones, renames,
 * modes, binary files, submodules, merges (`--cc`), files without a last line end. What is not
 * understood is passed over.
 */
export function parseDiff(diff: string): FileDiff[] {
  const lines = diff.split("\n");
  const files: FileDiff[] = [];
  let at = 0;
  while (at < lines.length) {
    const begun = beginFile(plain(lines[at]));
    at += 1;
    if (!begun) continue;
    files.push(begun);
    at = readHead(lines, at, begun);
    at = readHunks(lines, at, begun);
    if (begun.hunks.some(isSubproject)) begun.kind = "submodule";
  }
  return files;
}

/** How many lines a file has gained and lost. */
export function countChanged({ hunks }: FileDiff): { added: number; removed: number } {
  const count = (sign: string): number =>
    hunks.reduce((sum, { lines }) => sum + lines.filter((line) => line.sign === sign).length, 0);
  return { added: count("+"), removed: count("-") };
}

function beginFile(line: string): FileDiff | undefined {
  const start = { change: "modified", kind: "text", hunks: [] } as const;
  const merged = /^diff --(?:cc|combined) (.+)$/.exec(line)?.[1];
  if (merged !== undefined) return { path: unquotedPath(merged), ...start, hunks: [] };
  const unmerged = /^\* Unmerged path (.+)$/.exec(line)?.[1];
  if (unmerged !== undefined)
    return { ...start, path: unquotedPath(unmerged), change: "unmerged", hunks: [] };
  const submodule = /^Submodule (.+?) (?:[0-9a-f]+\.{2,3}[0-9a-f]+|contains)/.exec(line)?.[1];
  if (submodule !== undefined) return { ...start, path: submodule, kind: "submodule", hunks: [] };
  const both = /^diff --git (.+)$/.exec(line)?.[1];
  if (both === undefined) return undefined;
  const [, path] = splitNames(both);
  return { ...start, path, hunks: [] };
}

/** The lines between a file's first one and its hunks; resolves to the place behind them. */
function readHead(lines: readonly string[], from: number, file: FileDiff): number {
  const both = /^diff --git (.+)$/.exec(plain(lines[from - 1]))?.[1];
  const prefixed = both === undefined || splitNames(both)[0] !== splitNames(both)[1];
  const cut = (name: string): string => (prefixed ? withoutPrefix(name) : name);
  if (both !== undefined) file.path = cut(file.path);
  let oldName: string | undefined;
  let at = from;
  for (; at < lines.length; at += 1) {
    const line = plain(lines[at]);
    if (line.startsWith("@@") || beginFile(line)) break;
    const [, word = "", rest = ""] =
      /^(old mode|new mode|deleted file mode|new file mode|copy from|copy to|rename from|rename to|Binary files|GIT binary patch|---|\+\+\+)(?: (.*))?$/.exec(
        line,
      ) ?? [];
    switch (word) {
      case "old mode":
        file.modes = { old: rest, new: file.modes?.new ?? "" };
        break;
      case "new mode":
        file.modes = { old: file.modes?.old ?? "", new: rest };
        break;
      case "new file mode":
        file.change = "added";
        if (rest === submoduleMode) file.kind = "submodule";
        break;
      case "deleted file mode":
        file.change = "deleted";
        break;
      case "rename from":
      case "copy from":
        file.change = word === "rename from" ? "renamed" : "copied";
        file.oldPath = unquotedPath(rest);
        break;
      case "rename to":
      case "copy to":
        file.path = unquotedPath(rest);
        break;
      case "Binary files":
      case "GIT binary patch":
        file.kind = "binary";
        break;
      case "---":
        oldName = nameOf(rest);
        break;
      case "+++": {
        const name = nameOf(rest);
        const own = name === undefined ? oldName : name;
        if (name === undefined) file.change = "deleted";
        else if (oldName === undefined && file.change === "modified") file.change = "added";
        if (own !== undefined && file.oldPath === undefined) file.path = cut(own);
        break;
      }
    }
    if (/^index [0-9a-f]+\.\.[0-9a-f]+ 160000$/.test(line)) file.kind = "submodule";
  }
  return at;
}

function readHunks(lines: readonly string[], from: number, file: FileDiff): number {
  let at = from;
  for (; at < lines.length; ) {
    const head = hunkHead(plain(lines[at]));
    if (!head) break;
    at += 1;
    const hunk: DiffHunk = { heading: head.heading, lines: [] };
    let line = head.newStart;
    const left = { new: head.newCount, old: head.oldCounts };
    const { length: parents } = left.old;
    while (at < lines.length && (left.new > 0 || left.old.some((count) => count > 0))) {
      const raw = lines[at] ?? "";
      // An empty line whose blank an editor or a mail has cut.
      const signs = raw === "" ? " ".repeat(parents) : raw.slice(0, parents);
      if (!/^[ +-]+$/.test(signs) && !raw.startsWith("\\")) break;
      at += 1;
      if (raw.startsWith("\\")) continue;
      const text = plain(raw.slice(parents));
      const sign = signs.includes("-") ? "-" : signs.includes("+") ? "+" : " ";
      for (const parent of left.old.keys())
        if (isOfParent(signs, parent)) left.old[parent] = (left.old[parent] ?? 0) - 1;
      hunk.lines.push({ sign, text, line });
      if (sign === "-") continue;
      left.new -= 1;
      line += 1;
    }
    if (plain(lines[at]).startsWith("\\")) at += 1;
    file.hunks.push(hunk);
  }
  return at;
}

/** Whether a line with these signs stands in the text of a parent. */
function isOfParent(signs: string, parent: number): boolean {
  const sign = signs[parent];
  return sign === "-" || (sign === " " && !signs.includes("-"));
}

/** `@@ -1,2 +1,3 @@ heading`; a merge has one more `@` for each parent, and a range for each. */
function hunkHead(
  line: string,
): { oldCounts: number[]; newStart: number; newCount: number; heading: string } | undefined {
  const [, marks = "", ranges = "", heading = ""] =
    /^(@@+) ((?:-\d+(?:,\d+)? )+\+\d+(?:,\d+)?) @@+(?: (.*))?$/.exec(line) ?? [];
  if (marks === "") return undefined;
  const parts = ranges.split(" ").map((range) => {
    const [start = "0", count = "1"] = range.slice(1).split(",");
    return { start: Number(start), count: Number(count) };
  });
  const own = parts.pop();
  if (!own || parts.length !== marks.length - 1) return undefined;
  return {
    oldCounts: parts.map(({ count }) => count),
    // Of an empty range git names the line in front of it.
    newStart: own.count === 0 ? own.start : own.start - 1,
    newCount: own.count,
    heading,
  };
}

/** The two names behind `diff --git`, which nothing but their likeness tells apart. */
function splitNames(both: string): [string, string] {
  const quoted = /^("(?:[^"\\]|\\.)*"|\S+) ("(?:[^"\\]|\\.)*")$|^("(?:[^"\\]|\\.)*") (.+)$/.exec(
    both,
  );
  if (quoted)
    return [unquotedPath(quoted[1] ?? quoted[3] ?? ""), unquotedPath(quoted[2] ?? quoted[4] ?? "")];
  for (let at = both.indexOf(" "); at >= 0; at = both.indexOf(" ", at + 1)) {
    const [first, second] = [both.slice(0, at), both.slice(at + 1)];
    if (first === second || withoutPrefix(first) === withoutPrefix(second)) return [first, second];
  }
  const at = both.indexOf(" ");
  return [both.slice(0, at), both.slice(at + 1)];
}

/** git's own prefixes, and those of `diff.mnemonicPrefix`. */
function withoutPrefix(name: string): string {
  return /^[abciow12]\//.test(name) ? name.slice(2) : name;
}

/** The name in a line `---` or `+++`; undefined for the file that is not there. */
function nameOf(written: string): string | undefined {
  // A tab ends a name with blanks in it.
  const name = unquotedPath(written.replace(/\t.*$/, ""));
  return name === "/dev/null" ? undefined : name;
}

const submoduleMode = "160000";

function isSubproject({ lines }: DiffHunk): boolean {
  return lines.length > 0 && lines.every(({ text }) => /^Subproject commit [0-9a-f]+/.test(text));
}

/** A line without the carriage return that a file, or a tool on the way, may have left. */
function plain(line: string | undefined): string {
  return line?.replace(/\r$/, "") ?? "";
}
