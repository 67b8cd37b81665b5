import { readFileSync, statSync } from "node:fs";
import ignore, { type Ignore } from "ignore";

/** An ignore file as it was read. */
export interface RuleFile {
  path: string;
  modified: number;
  size: number;
  rules: Ignore;
}

/**
 * Reads an ignore file, or gives back `known` where size and time of change are still the same;
 * undefined where there is no such file. Only the first mebibyte counts.
 */
export function readRuleFile(path: string, known: RuleFile | undefined): RuleFile | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined || !found.isFile()) return undefined;
    const { mtimeMs: modified, size } = found;
    if (known !== undefined && known.modified === modified && known.size === size) return known;
    const text = readFileSync(path, "utf8").slice(0, longestFile);
    const lines = text.replace(/^\ufeff/, "").split(/\r?\n/);
    return { path, modified, size, rules: ignore().add(lines.map(bounded)) };
  } catch {
    // Unreadable, or gone since: no rules, as for git.
    return undefined;
  }
}

/**
 * What a rule file says of a path relative to its folder: the pattern that ignores it, that it is
 * expressly not ignored, or nothing.
 */
export function testRule(
  file: RuleFile,
  way: string,
): { pattern: string } | "unignored" | undefined {
  const result = file.rules.test(way);
  if (result.ignored) return { pattern: result.rule?.pattern ?? way };
  return result.unignored ? "unignored" : undefined;
}

const longestFile = 1024 * 1024;
const longestPattern = 1000;

// A pattern with many `**` takes a time that grows with a power of the path's depth: a hostile
// repository could stop the server. It is widened to one `**`, which ignores at least as much; an
// exception that would be widened is dropped.
function bounded(line: string): string {
  if (line.length > longestPattern) return "";
  if ((line.match(/\*\*/g)?.length ?? 0) <= 3) return line;
  return line.startsWith("!") ? "" : line.replace(/\*\*.*\*\*/, "**");
}
