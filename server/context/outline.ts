import { withLf } from "../text/lines.ts";
import type { Line } from "./source.ts";

/** A declaration of a file as others see it: its name, and the lines of its signature. */
export interface Declaration {
  name: string;
  lines: Line[];
}

/**
 * What a file declares for others: functions by their signatures, types with their members. Read
 * from the way the lines are written and indented, without a parser; where that misleads, a
 * declaration is missing or a line too many. Private things are left out where the language marks
 * them.
 */
export function outline(text: string, extension: string): Declaration[] {
  const language = languages.find(({ extensions }) => extensions.includes(extension));
  if (!language) return [];
  const lines = withLf(text).split("\n");
  const found: Declaration[] = [];
  for (let at = 0; at < lines.length && found.length < mostDeclarations; ) {
    const line = lines[at] ?? "";
    const name = line.length <= longestLine ? language.declares(line) : undefined;
    if (name === undefined) {
      at += 1;
      continue;
    }
    const head = headOf(lines, at, language);
    const end = endOf(lines, head.next, indentationOf(line));
    const isType = language.type.test(line);
    found.push({
      name,
      lines: isType
        ? [...head.lines, ...membersOf(lines, head.next, end, language)]
        : head.lines.map((each, index) =>
            index === head.lines.length - 1
              ? { ...each, text: language.bodyless(each.text) }
              : each,
          ),
    });
    at = Math.max(end, at + 1);
  }
  return found;
}

const mostDeclarations = 200;
/** Longer lines were not written by people, and are slow to look at. */
const longestLine = 400;
const longestHead = 12;
const mostMembers = 24;

interface Language {
  extensions: readonly string[];
  /** The name that a line declares for others, if it does. */
  declares(line: string): string | undefined;
  /** Whether what is declared has members that others see. */
  type: RegExp;
  /** Members that others do not see, and lines that are none. */
  hidden: RegExp;
  /** The last line of a signature without the beginning of a body. */
  bodyless(line: string): string;
}

const byPattern =
  (pattern: RegExp) =>
  (line: string): string | undefined =>
    pattern
      .exec(line)
      ?.slice(1)
      .find((group) => group !== undefined);

const withoutBrace = (line: string): string =>
  line.replace(/\s*(?:=>\s*\(?|=\s*)?\{\s*$|\s*=\s*(?:new\s+\w+\()?\[\s*$/, ";");

const languages: readonly Language[] = [
  {
    extensions: ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs"],
    declares: byPattern(
      /^export\s+(?:default\s+)?(?:declare\s+)?(?:abstract\s+)?(?:async\s+)?(?:function\*?|class|interface|type|enum|const\s+enum|const|let|var|namespace)\s+([\w$]+)/,
    ),
    type: /\b(?:class|interface|type|enum|namespace)\s/,
    hidden: /^\s*(?:private\b|#|\/\/|\/?\*|return\b|if\b|for\b)/,
    bodyless: withoutBrace,
  },
  {
    extensions: ["py", "pyi"],
    declares: byPattern(/^(?:async\s+)?(?:def|class)\s+([A-Za-z]\w*)|^([A-Z][A-Z\d_]+)\s*[:=]/),
    type: /^class\s/,
    hidden: /^\s*(?:#|"""|'''|return\b|raise\b|if\b|for\b|def\s+_(?!_init__)|_)/,
    bodyless: (line) => (line.trimEnd().endsWith(":") ? `${line.trimEnd()} ...` : line),
  },
  {
    extensions: ["go"],
    declares: byPattern(
      /^func\s+(?:\([^)]*\)\s*)?([A-Z]\w*)|^type\s+([A-Z]\w*)|^(?:var|const)\s+([A-Z]\w*)/,
    ),
    type: /^type\s/,
    hidden: /^\s*\/\//,
    bodyless: (line) => line.replace(/\s*\{\s*$/, ""),
  },
  {
    extensions: ["rs"],
    declares: byPattern(
      /^\s{0,4}pub(?:\([^)]*\))?\s+(?:const\s+|async\s+|unsafe\s+)*(?:fn|struct|enum|trait|type|const|static)\s+(\w+)|^impl\b(?:<[^>]*>)?\s+([\w:]+)/,
    ),
    type: /^\s*(?:pub(?:\([^)]*\))?\s+)?(?:struct|enum|trait|impl)\b/,
    hidden: /^\s*(?:\/\/|#\[|fn\b|let\b|if\b|for\b|match\b)/,
    bodyless: withoutBrace,
  },
  {
    extensions: ["java"],
    declares: byPattern(
      /^(?:public\s+|abstract\s+|final\s+|sealed\s+)*(?:class|interface|enum|record|@interface)\s+(\w+)/,
    ),
    type: /\b(?:class|interface|enum|record)\s/,
    hidden: /^\s*(?:private\b|\/\/|\/?\*|@Override|return\b|if\b|for\b)/,
    bodyless: withoutBrace,
  },
  {
    extensions: ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx"],
    declares: byPattern(
      /^(?:typedef\s+)?(?:class|struct|enum(?:\s+class)?|union)\s+(\w+)[^;]*$|^#define\s+(\w+)\(|^(?!static\b|return\b|using\b|else\b)[A-Za-z_][\w:<>*&,\s]*?[\s*&](~?\w+)\s*\(/,
    ),
    type: /^(?:typedef\s+)?(?:class|struct|enum|union)\s/,
    hidden: /^\s*(?:private:|\/\/|\/?\*|return\b|if\b|for\b)/,
    bodyless: withoutBrace,
  },
];

/** A signature may go over several lines, until its brackets are closed. */
function headOf(
  lines: readonly string[],
  start: number,
  { bodyless }: Language,
): { lines: Line[]; next: number } {
  const head: Line[] = [];
  let depth = 0;
  for (let at = start; at < lines.length && head.length < longestHead; at += 1) {
    const text = (lines[at] ?? "").trimEnd();
    head.push({ number: at, text });
    const signature = bodyless(text);
    depth += count(signature, /[([]/g) - count(signature, /[)\]]/g);
    if (depth <= 0) break;
  }
  return { lines: head, next: start + head.length };
}

/** Where what belongs to a declaration ends: after its closing bracket, or before the next one. */
function endOf(lines: readonly string[], from: number, indentation: number): number {
  for (let at = from; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (line.trim() === "" || indentationOf(line) > indentation) continue;
    return /^\s*[})\]]/.test(line) ? at + 1 : at;
  }
  return lines.length;
}

function membersOf(
  lines: readonly string[],
  from: number,
  end: number,
  language: Language,
): Line[] {
  const body = lines.slice(from, end);
  const inner = Math.min(
    ...body.filter((line) => line.trim() !== "" && !/^\s*[})\]]/.test(line)).map(indentationOf),
  );
  const members: Line[] = [];
  for (const [index, line] of body.entries()) {
    const number = from + index;
    const closes = index === body.length - 1 && /^\S*[})\]]/.test(line.trim());
    const shown =
      indentationOf(line) === inner && line.trim() !== "" && !language.hidden.test(line);
    if (closes || (shown && members.length < mostMembers && !/^\s*[})\]]/.test(line)))
      members.push({ number, text: closes ? line.trimEnd() : language.bodyless(line.trimEnd()) });
  }
  return members;
}

function indentationOf(line: string): number {
  return line.length - line.trimStart().length;
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}
