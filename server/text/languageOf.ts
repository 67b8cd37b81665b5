/** Language ids, as editors name them, of files whose extension is not already the name. */
const languages: Readonly<Record<string, string>> = {
  ".bash": "shellscript",
  ".c": "c",
  ".cc": "cpp",
  ".cjs": "javascript",
  ".cs": "csharp",
  ".cts": "typescript",
  ".cxx": "cpp",
  ".h": "c",
  ".hh": "cpp",
  ".hpp": "cpp",
  ".htm": "html",
  ".js": "javascript",
  ".jsx": "javascriptreact",
  ".kt": "kotlin",
  ".kts": "kotlin",
  ".md": "markdown",
  ".mjs": "javascript",
  ".mts": "typescript",
  ".pl": "perl",
  ".py": "python",
  ".pyi": "python",
  ".rb": "ruby",
  ".rs": "rust",
  ".sh": "shellscript",
  ".ts": "typescript",
  ".tsx": "typescriptreact",
  ".yml": "yaml",
};

/** The language id of a file by its name; `plaintext` where it has no extension. */
export function languageOf(path: string): string {
  const extension = /[^/\\](\.[^./\\]*)$/.exec(path)?.[1]?.toLowerCase() ?? "";
  return languages[extension] ?? (extension.slice(1) || "plaintext");
}

/** The extension of a path without its dot, in lower case; empty where there is none. */
export function extensionOf(path: string): string {
  return /\.([^./\\]+)$/.exec(path)?.[1]?.toLowerCase() ?? "";
}
