/** One answer of a model at one cursor, and what of it should be shown. */
export interface Case {
  set: string;
  name: string;
  languageId: string;
  prefix: string;
  suffix: string;
  /** What the model wrote. */
  raw: string;
  wanted: Wanted;
}

/**
 * `text`: this, at this place; `some`: something, whatever it is; `silence`: nothing; `unknown`:
 * the case counts for duplicates alone. `replaces` counts characters after the cursor.
 */
export type Wanted =
  | { kind: "text"; text: string; replaces: number }
  | { kind: "some" }
  | { kind: "silence" }
  | { kind: "unknown" };

const languages: Readonly<Record<string, string>> = {
  ts: "typescript",
  tsx: "typescriptreact",
  js: "javascript",
  mjs: "javascript",
  jsx: "javascriptreact",
  py: "python",
  rs: "rust",
  go: "go",
  java: "java",
  c: "c",
  cpp: "cpp",
  cs: "csharp",
  css: "css",
  php: "php",
  rb: "ruby",
  sh: "shellscript",
};

/** The language id by the ending of a file's name. */
export function languageOf(file: string): string {
  return languages[file.slice(file.lastIndexOf(".") + 1)] ?? "plaintext";
}
