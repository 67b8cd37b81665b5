/**
 * Whether a text ends inside a comment or a string, judged by the usual marks of its language alone:
 * what a grammar knows better is to be asked first. A string that no mark closes ends with its line.
 */
export function insideOf(before: string, languageId: string): "code" | "comment" | "string" {
  const { line, block, long, quotes } = marksOf(languageId);
  const text = before.slice(-lookBack);
  let at = 0;
  while (at < text.length) {
    const open = [...block, ...long].find(([opening]) => text.startsWith(opening, at));
    if (open) {
      const [opening, closing] = open;
      const end = text.indexOf(closing, at + opening.length);
      if (end < 0) return block.includes(open) ? "comment" : "string";
      at = end + closing.length;
    } else if (line.some((mark) => text.startsWith(mark, at))) {
      const end = text.indexOf("\n", at);
      if (end < 0) return "comment";
      at = end + 1;
    } else if (quotes.includes(text[at] ?? "")) {
      const end = stringEnd(text, at);
      if (end === undefined) return "string";
      at = end;
    } else at += 1;
  }
  return "code";
}

/** Characters before the cursor that are looked at, so that a long file costs no more than a short one. */
const lookBack = 4_096;

/** Where the string that begins at `start` ends; a line's end ends it too. */
function stringEnd(text: string, start: number): number | undefined {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === "\\") at += 1;
    else if (text[at] === text[start] || text[at] === "\n") return at + 1;
  }
  return undefined;
}

interface Marks {
  line: readonly string[];
  block: readonly (readonly [string, string])[];
  /** Strings that go over several lines. */
  long: readonly (readonly [string, string])[];
  /** Each begins a string that ends with the same, or with the line. */
  quotes: string;
}

const both = "\"'";
const cLike: Marks = { line: ["//"], block: [["/*", "*/"]], long: [], quotes: both };
const hash: Marks = { line: ["#"], block: [], long: [], quotes: both };
const none: Marks = { line: [], block: [], long: [], quotes: "" };

const script: Marks = { ...cLike, long: [["`", "`"]] };
const marks: Record<string, Marks> = {
  c: cLike,
  cpp: cLike,
  csharp: cLike,
  dart: cLike,
  go: script,
  java: cLike,
  javascript: script,
  javascriptreact: script,
  kotlin: cLike,
  php: { ...cLike, line: ["//", "#"] },
  // In Rust a single quote begins a lifetime more often than a character.
  rust: { ...cLike, quotes: '"' },
  scala: cLike,
  swift: cLike,
  typescript: script,
  typescriptreact: script,
  python: {
    ...hash,
    long: [
      ['"""', '"""'],
      ["'''", "'''"],
    ],
  },
  ruby: hash,
  shellscript: hash,
  perl: hash,
  r: hash,
  yaml: hash,
  toml: hash,
  dockerfile: hash,
  makefile: hash,
  lua: { line: ["--"], block: [["--[[", "]]"]], long: [["[[", "]]"]], quotes: both },
  sql: { ...cLike, line: ["--"] },
  haskell: { ...none, line: ["--"], block: [["{-", "-}"]], quotes: '"' },
  html: { ...none, block: [["<!--", "-->"]] },
  xml: { ...none, block: [["<!--", "-->"]] },
  css: { ...cLike, line: [] },
};

function marksOf(languageId: string): Marks {
  return marks[languageId] ?? none;
}
