import type { ContextRequest } from "./source.ts";

/** What a set of snippets was chosen for; two equal situations ask for the same snippets. */
export interface Situation {
  uri: string;
  /** The cursor's line, zero-based. */
  line: number;
  /** The nearest declaration above the cursor's line, as it is written; empty where there is none. */
  scope: string;
  /** The file's imports, without what stands in the cursor's own line. */
  imports: string;
}

/** Reads the situation from the text before the cursor; the line being typed does not count. */
export function situationOf({ uri, position, prefix }: ContextRequest): Situation {
  const above = prefix.slice(0, prefix.lastIndexOf("\n") + 1);
  return { uri, line: position.line, scope: scopeAbove(above), imports: importsIn(above) };
}

const longestSearch = 20_000;
/** A longer line is no declaration that a person wrote, and slow to look at. */
const longestLine = 300;

function scopeAbove(text: string): string {
  const lines = text.slice(-longestSearch).split("\n");
  const isScope = (line: string): boolean =>
    line.length <= longestLine && (declaration.test(line) || method.test(line));
  return lines.findLast(isScope)?.trim() ?? "";
}

const declaration =
  /^\s*(?:(?:export|default|public|private|protected|internal|static|final|abstract|async|override|pub(?:\([^)]*\))?|unsafe|inline)\s+)*(?:function\b|class\s|interface\s|struct\s|enum\s|trait\s|impl\b|def\s|fn\s|func\b|fun\s|module\s|namespace\s)/;
// A method or a C function: a name, its parameters, and a brace; not a statement.
const method =
  /^(?!\s*(?:if|for|while|switch|catch|return|else|do|with|match)\b)[\w$<>[\]*&:,\s~]*[\w$]+\s*\([^;]*\)[^;={]*\{\s*$/;

function importsIn(text: string): string {
  // Imports stand at the top; in a very large file the text may begin below them.
  return (text.slice(0, longestSearch).match(anyImport) ?? []).join("\n");
}

const anyImport =
  /^[ \t]*(?:import\b.*|from\s+\S+\s+import\b.*|}\s*from\s.*|export\s.*\bfrom\s.*|use\s.*|#\s*include\b.*|(?:const|let|var)\s.*\brequire\(.*)$/gm;
