import { indentOf } from "../../text/indentation.ts";
import { languageOfInfo } from "./languages.ts";
import { isBlank } from "./textLines.ts";

/** A fenced block of an answer. */
export interface Fence {
  /** What stands behind the opening fence. */
  info: string;
  lines: string[];
  closed: boolean;
  /** The lines of the answer from the opening fence up to, not with, the line behind the closing one. */
  from: number;
  to: number;
}

interface Open extends Fence {
  indent: number;
  marker: string;
  depth: number;
}

/**
 * The fenced blocks of an answer in their order. `nested`: the text itself may hold fences; then an
 * opening fence within a block has a closing one of its own, otherwise it begins the next block.
 */
export function fencesIn(lines: readonly string[], { nested }: { nested: boolean }): Fence[] {
  const fences: Fence[] = [];
  let open: Open | undefined;
  const end = (at: number, closed: boolean): void => {
    if (open) fences.push(finished(open, at, closed));
    open = undefined;
  };
  for (const [at, line] of lines.entries()) {
    const fence = fenceOf(line);
    if (!open) {
      const single = /^\s*```([^`]+)```\s*$/.exec(line)?.[1];
      if (single !== undefined) {
        const [, word = "", code = single] = /^(\w+) (.*)$/.exec(single) ?? [];
        const text = languageOfInfo(word) === undefined ? single : code;
        fences.push({ info: "", lines: [text], closed: true, from: at, to: at + 1 });
      } else if (fence) open = { ...fence, lines: [], closed: false, from: at, to: at, depth: 0 };
    } else if (!fence || fence.indent > open.indent + 3 || fence.marker[0] !== open.marker[0])
      open.lines.push(line);
    else if (fence.info === "") {
      if (fence.marker.length < open.marker.length && closesLater(lines, at, open))
        open.lines.push(line);
      else if (open.depth > 0) {
        open.depth -= 1;
        open.lines.push(line);
      } else end(at + 1, true);
    } else if (nested) {
      if (fence.marker.length >= open.marker.length) open.depth += 1;
      open.lines.push(line);
    } else {
      end(at, false);
      open = { ...fence, lines: [], closed: false, from: at, to: at, depth: 0 };
    }
  }
  end(lines.length, false);
  return fences;
}

/** The fence that a line is. */
function fenceOf(line: string): Pick<Open, "info" | "indent" | "marker"> | undefined {
  const [, indent, marker, info] = /^([ \t]*)(`{3,}|~{3,})[ \t]*([^`]*)$/.exec(line) ?? [];
  if (indent === undefined || marker === undefined || info === undefined) return undefined;
  return { info: info.trim(), indent: indent.length, marker };
}

function closesLater(lines: readonly string[], at: number, { marker, indent }: Open): boolean {
  return lines.slice(at + 1).some((line) => {
    const fence = fenceOf(line);
    return fence?.info === "" && fence.marker.startsWith(marker) && fence.indent <= indent + 3;
  });
}

/** A block as it is meant: of a list it is indented as a whole, and its end may stand behind its last line. */
function finished(
  { info, lines, from, indent, marker }: Open,
  to: number,
  isClosed: boolean,
): Fence {
  const inList =
    indent > 0 && lines.every((line) => isBlank(line) || indentOf(line).length >= indent);
  const own = withoutLanguage(inList ? lines.map((line) => line.slice(indent)) : lines, info);
  const last = own.findLastIndex((line) => !isBlank(line));
  const end = own[last]?.trimEnd() ?? "";
  if (isClosed || !end.endsWith(marker)) return { info, lines: own, closed: isClosed, from, to };
  return { info, lines: own.with(last, end.slice(0, -marker.length)), closed: true, from, to };
}

/** Some models write the language below the fence. */
function withoutLanguage(lines: readonly string[], info: string): string[] {
  const [first = ""] = lines;
  const isWord = info === "" && /^[A-Za-z+#]+$/.test(first) && languageOfInfo(first) !== undefined;
  return isWord && lines.length > 1 ? lines.slice(1) : [...lines];
}
