/** A grammar by the name of its file: `tree-sitter-NAME.wasm`. */
export type Grammar =
  | "typescript"
  | "tsx"
  | "javascript"
  | "python"
  | "go"
  | "rust"
  | "java"
  | "cpp"
  | "c-sharp"
  | "css"
  | "php"
  | "ruby"
  | "bash";

/** The grammar by the language ids of editors. C is read as C++, of which it is all but a part. */
const grammars: Readonly<Record<string, Grammar>> = {
  typescript: "typescript",
  typescriptreact: "tsx",
  javascript: "javascript",
  javascriptreact: "javascript",
  python: "python",
  go: "go",
  rust: "rust",
  java: "java",
  c: "cpp",
  cpp: "cpp",
  csharp: "c-sharp",
  css: "css",
  php: "php",
  ruby: "ruby",
  shellscript: "bash",
};

/** The grammar that reads a language, or undefined if Ingle has none for it. */
export function grammarFor(languageId: string): Grammar | undefined {
  return Object.hasOwn(grammars, languageId) ? grammars[languageId] : undefined;
}
