/** Lines of code as a block of Markdown, whatever fences they hold themselves. */
export function codeBlock(text: string, languageId: string): string {
  const runs = [...text.matchAll(/`{3,}/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(2, ...runs) + 1);
  return `${fence}${languageId}\n${text.replace(/\r?\n$/, "").replaceAll("\r\n", "\n")}\n${fence}`;
}

/** Text that means nothing to Markdown and has no symbols of the editor's in it. */
export function plain(text: string): string {
  return text.replaceAll(/[\\`*_{}[\]()#+\-.!~|<>$&]/g, "\\$&").replaceAll(/\s*\n\s*/g, " ");
}

/** An instruction on one line, no longer than a heading may be. */
export function heading(instruction: string, most = 100): string {
  const line = instruction.replaceAll(/\s+/g, " ").trim();
  return line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;
}
