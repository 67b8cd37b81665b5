import { hunksOf } from "../../../server/protocol/hunks.ts";

/** A place that changes, with as much around it as it takes to occur once. */
export interface Quote {
  /** The first line of `search`, from zero. */
  line: number;
  search: string[];
  replace: string[];
}

/** The changes that make one text of another, each quoted so that it can be found again. */
export function quotesOf(before: string, after: string): Quote[] {
  const lines = linesIn(before);
  return hunksOf(before, after).map(({ firstLine, endLine, text }) => {
    let from = firstLine;
    let to = endLine;
    while ((from === to || !isOnce(lines, from, to)) && (from > 0 || to < lines.length)) {
      if (from > 0) from -= 1;
      if ((from === to || !isOnce(lines, from, to)) && to < lines.length) to += 1;
    }
    return {
      line: from,
      search: lines.slice(from, to),
      replace: [...lines.slice(from, firstLine), ...linesIn(text), ...lines.slice(endLine, to)],
    };
  });
}

/** Whether the quotes neither touch nor overlap. */
export function areApart(quotes: readonly Quote[]): boolean {
  return quotes.every((quote, at) => {
    const next = quotes[at + 1];
    return !next || quote.line + quote.search.length <= next.line;
  });
}

/** Lines without their ends. */
export function linesIn(text: string): string[] {
  if (text === "") return [];
  return text.replace(/\n$/, "").split("\n");
}

function isOnce(lines: readonly string[], from: number, to: number): boolean {
  const search = lines.slice(from, to).map((line) => line.trim());
  if (search.every((line) => line === "")) return false;
  let found = 0;
  for (let at = 0; at + search.length <= lines.length; at += 1)
    if (search.every((line, index) => line === lines[at + index]?.trim())) found += 1;
  return found === 1;
}
