/** A declaration of a file: its lines, zero-based and both inclusive, and how far it is indented. */
export interface Declaration {
  name: string;
  firstLine: number;
  lastLine: number;
  indent: number;
}

/**
 * The declarations of a text, found by the words that begin them and by indentation. It knows no
 * language exactly: it serves for blocks of an answer, which stand in no file, and for files that no
 * language server knows.
 */
export function declarationsOf(text: string): Declaration[] {
  const lines = text.split("\n");
  return lines.flatMap((line, at) => {
    const name = nameDeclaredIn(line);
    if (name === undefined) return [];
    const indent = indentOf(line);
    return [{ name, firstLine: at, lastLine: lastLineOf(lines, at, indent), indent }];
  });
}

/** Columns before a line's first character; a tab counts as one. */
export function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

const modifiers =
  "(?:(?:export|default|declare|public|private|protected|internal|static|abstract|final|override|readonly|async|pub(?:\\([^)]*\\))?|unsafe|extern|inline|const|virtual|sealed|partial)\\s+)*";

const forms: readonly RegExp[] = [
  new RegExp(
    `^\\s*${modifiers}(?:function\\*?|class|interface|enum|type|struct|trait|impl|namespace|module|record|object|def|fn|func|fun|macro_rules!)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)`,
    "u",
  ),
  // Go's methods name their receiver first.
  /^func\s+\([^)]*\)\s+([\p{L}_][\p{L}\p{N}_]*)/u,
  new RegExp(
    `^\\s*${modifiers}(?:const|let|var|val)\\s+([\\p{L}_$][\\p{L}\\p{N}_$]*)\\s*[:=]`,
    "u",
  ),
  // A method: a name, parameters, and a body that opens at the line's end.
  new RegExp(
    `^\\s*${modifiers}(?:get\\s+|set\\s+)?(?:[\\p{L}_][\\p{L}\\p{N}_<>\\[\\],.?]*\\s+)*\\*?([\\p{L}_$#~][\\p{L}\\p{N}_$]*)\\s*(?:<[^>]*>)?\\([^;]*\\{\\s*$`,
    "u",
  ),
];

const statements =
  /^(?:if|for|while|switch|catch|return|else|do|try|with|match|function|await|new)$/;

function nameDeclaredIn(line: string): string | undefined {
  if (/^\s*(?:else|\}|\/\/|\*|#(?!\p{L}))/u.test(line)) return undefined;
  for (const form of forms) {
    const name = form.exec(line)?.[1];
    if (name !== undefined) return statements.test(name) ? undefined : name;
  }
  return undefined;
}

/** A declaration goes on while lines are indented more than its first, and takes what closes it. */
function lastLineOf(lines: readonly string[], first: number, indent: number): number {
  let last = first;
  for (let at = first + 1; at < lines.length; at++) {
    const line = lines[at] ?? "";
    if (line.trim() === "") continue;
    const closes = /^\s*[\])}]/.test(line);
    const goesOn = /^\s*[\])}]+.*[{([]\s*$/.test(line);
    if (indentOf(line) > indent) last = at;
    else if (indentOf(line) === indent && closes) {
      last = at;
      if (!goesOn) break;
    } else if (indentOf(line) === indent && /^\s*\{/.test(line)) last = at;
    else break;
  }
  return last;
}
