import { type Declaration, declarationsOf, indentOf } from "./declarations.ts";

/** A file with a block of an answer in it, or why nobody can say where the block belongs. */
export type Replacement =
  /** `names` are the declarations that were replaced; empty where the block is the whole file. */
  { kind: "text"; text: string; names: string[] } | { kind: "unclear"; why: "elided" | "no place" };

/**
 * Puts a block where it belongs in a file. Declarations of the block that the file has too take
 * their place there, with the file's indentation; those that it has not follow the one before them.
 * A block that declares and imports as the file does at its top is the whole file. A block that says
 * "the rest as before" is refused, for what it leaves out would be lost.
 */
export function replacementFor(
  file: string,
  block: string,
  outline: readonly Declaration[] = declarationsOf(file),
): Replacement {
  const code = block.replace(/\n+$/, "");
  if (file.trim() === "") return { kind: "text", text: `${code}\n`, names: [] };
  if (isElided(code)) return { kind: "unclear", why: "elided" };
  const parts = topOf(declarationsOf(code));
  const top = topOf(outline);
  const names = new Set(parts.map(({ name }) => name));
  const whole = top.length > 1 && top.every(({ name }) => names.has(name));
  if (whole && (importsAnything(code) || !importsAnything(file)))
    return { kind: "text", text: withEndOf(file, code), names: [] };
  return replaceParts(file, code, parts, outline) ?? { kind: "unclear", why: "no place" };
}

function replaceParts(
  file: string,
  code: string,
  parts: readonly Declaration[],
  outline: readonly Declaration[],
): Replacement | undefined {
  const placed = parts.map((part) => outline.find(({ name }) => name === part.name));
  if (!placed.some(Boolean)) return undefined;
  const fileLines = file.split("\n");
  const codeLines = code.split("\n");
  const edits: { from: number; to: number; lines: string[] }[] = [];
  const names: string[] = [];
  let end = placed.find(Boolean);
  let taken = 0;
  for (const [index, part] of parts.entries()) {
    const target = placed[index];
    // What stands above a declaration in the block, a comment or a decorator, belongs to it.
    const above = codeLines.slice(taken, part.firstLine);
    const own = codeLines.slice(part.firstLine, part.lastLine + 1);
    taken = part.lastLine + 1;
    const head = index === 0 ? attachedAbove(above) : trimmedTop(above);
    if (target) {
      const from = head.length > 0 ? headOf(fileLines, target.firstLine) : target.firstLine;
      const lines = indented([...head, ...own], indentAt(fileLines, target));
      edits.push({ from, to: target.lastLine + 1, lines });
      names.push(part.name);
      end = target;
    } else if (end) {
      const at = end.lastLine + 1;
      edits.push({
        from: at,
        to: at,
        lines: ["", ...indented([...head, ...own], indentAt(fileLines, end))],
      });
      names.push(part.name);
    }
  }
  // From the last line up, so that no edit moves another; what goes to the same place stays in order.
  const ordered = edits.map((edit, order) => ({ edit, order }));
  ordered.sort((a, b) => b.edit.from - a.edit.from || b.order - a.order);
  for (const { edit } of ordered) fileLines.splice(edit.from, edit.to - edit.from, ...edit.lines);
  return { kind: "text", text: fileLines.join("\n"), names };
}

/** Declarations that lie in no other. */
function topOf(declarations: readonly Declaration[]): Declaration[] {
  return declarations.filter(
    (one) =>
      !declarations.some(
        (other) =>
          other !== one &&
          other.firstLine <= one.firstLine &&
          other.lastLine >= one.lastLine &&
          (other.firstLine < one.firstLine || other.lastLine > one.lastLine),
      ),
  );
}

/** Comments that say "the rest stays as it is", in the ways in which models say it. */
function isElided(code: string): boolean {
  return code
    .split("\n")
    .some((line) =>
      /^\s*(?:\/\/|#|--|\/\*|<!--)\s*(?:\.\.\.|…|.*\b(?:existing code|rest of|remains? (?:the same|unchanged)|same as before|unchanged)\b)/i.test(
        line,
      ),
    );
}

function importsAnything(code: string): boolean {
  return /^(?:import|from|use|using|package|#include|require)\b/m.test(code);
}

/** The lines right above a declaration that belong to it. */
function attachedAbove(above: readonly string[]): string[] {
  const from = above.findLastIndex((line) => !isHead(line)) + 1;
  return above.slice(from);
}

function trimmedTop(lines: readonly string[]): string[] {
  const first = lines.findIndex((line) => line.trim() !== "");
  return first < 0 ? [] : lines.slice(first);
}

/** The first line of what stands right above a declaration in the file and belongs to it. */
function headOf(lines: readonly string[], firstLine: number): number {
  let at = firstLine;
  while (at > 0 && isHead(lines[at - 1] ?? "")) at -= 1;
  return at;
}

function isHead(line: string): boolean {
  return /^\s*(?:\/\/|\/\*|\*|#|@|"""|--)/.test(line);
}

function indentAt(lines: readonly string[], { firstLine }: Declaration): string {
  const line = lines[firstLine] ?? "";
  return line.slice(0, indentOf(line));
}

/** The lines with `indent` in place of the first one's own. */
function indented(lines: readonly string[], indent: string): string[] {
  const own = indentOf(lines.find((line) => line.trim() !== "") ?? "");
  return lines.map((line) =>
    line.trim() === "" ? "" : indent + line.slice(Math.min(own, indentOf(line))),
  );
}

function withEndOf(file: string, code: string): string {
  return file.endsWith("\n") ? `${code}\n` : code;
}
