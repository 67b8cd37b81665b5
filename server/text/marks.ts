/** What a place in a program is in. */
export type Inside = "code" | "comment" | "string";

/** All of them. */
export const insides: readonly Inside[] = ["code", "comment", "string"];

/** How a language marks its comments and strings. */
export interface Marks {
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

/** The usual marks of a language; none where it is not known. */
export function marksOf(languageId: string): Marks {
  return marks[languageId] ?? none;
}
