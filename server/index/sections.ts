import type { Part } from "./chunks.ts";
import type { TextLines } from "./textLines.ts";

type Section = Part & { kind: "section"; within: Section[]; level: number };

/** The sections of a Markdown text by its headings, which nothing in a fenced block is. */
export function sectionsOf(lines: TextLines): Part[] {
  const top: Section[] = [];
  const open: Section[] = [];
  let fence: string | undefined;

  function begin(level: number, name: string, firstLine: number): void {
    close(level, firstLine - 1);
    const section: Section = { name, kind: "section", firstLine, lastLine: -1, within: [], level };
    (open.at(-1)?.within ?? top).push(section);
    open.push(section);
  }

  function close(level: number, lastLine: number): void {
    for (let last = open.at(-1); last && last.level >= level; last = open.at(-1)) {
      last.lastLine = lastLine;
      open.pop();
    }
  }

  for (let at = 0; at < lines.count; at += 1) {
    const line = lines.line(at);
    const mark = /^ {0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && fence === undefined) fence = mark;
    else if (mark && fence && mark.startsWith(fence)) fence = undefined;
    else if (fence === undefined) {
      const heading = /^ {0,3}(#{1,6})\s+(.*?)\s*#*\s*$/.exec(line);
      const underlined = at + 1 < lines.count && /^ {0,3}(=+|-{2,})\s*$/.exec(lines.line(at + 1));
      if (heading) begin(heading[1]?.length ?? 1, heading[2] ?? "", at);
      else if (underlined && /^ {0,3}[^\s>|-]/.test(line))
        begin(underlined[1]?.startsWith("=") ? 1 : 2, line.trim(), at);
    }
  }
  close(0, lines.count - 1);
  return top;
}
