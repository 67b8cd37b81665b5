import type { EditCase } from "./case.ts";
import { areApart, linesIn, type Quote, quotesOf } from "./quote.ts";

/** A way in which models write an answer; undefined where it cannot be told from another. */
export interface Dress {
  name: string;
  put(code: string, of: EditCase): string | undefined;
}

const fenced = (code: string, word: string): string =>
  `\`\`\`${word}\n${code}${code.endsWith("\n") ? "" : "\n"}\`\`\`\n`;

/** The ways in which small models answer; each says the same edit. */
export const dresses: readonly Dress[] = [
  { name: "a fence", put: (code, { languageId }) => fenced(code, languageId) },
  {
    name: "words before and after",
    put: (code, { languageId }) =>
      `Sure! Here is the updated code:\n\n${fenced(code, languageId)}\nThis does what you asked for. Let me know if you have any questions!\n`,
  },
  {
    name: "a thought first",
    put: (code, { languageId, text }) =>
      `<think>\nThe code reads\n\n${fenced(text, languageId)}\nso I change it.\n</think>\n\n${fenced(code, languageId)}`,
  },
  { name: "no fence", put: (code) => code },
  {
    name: "no fence, words around",
    put: (code) =>
      `Here is the updated code:\n\n${code}\nThis carries out the change that was asked for.\n`,
  },
  { name: "no closing fence", put: (code, { languageId }) => `\`\`\`${languageId}\n${code}` },
  { name: "no opening fence", put: (code) => `${code}\`\`\`\n` },
  { name: "a wrong word behind the fence", put: (code) => fenced(code, "java") },
  {
    name: "the code as it was, then as it is to be",
    put: (code, { languageId, text }) =>
      `Before:\n\n${fenced(text, languageId)}\nAfter:\n\n${fenced(code, languageId)}`,
  },
  {
    name: "the code, then how it is run",
    put: (code, { languageId, path }) =>
      `${fenced(code, languageId)}\nRun it with:\n\n${fenced(`run ${path}`, "bash")}`,
  },
  {
    name: "CRLF",
    put: (code, { languageId }) => fenced(code, languageId).replaceAll("\n", "\r\n"),
  },
  {
    name: "white space at line ends, blank lines around",
    put: (code, { languageId, text }) =>
      hasTrailing(text) || hasTrailing(code)
        ? undefined
        : fenced(`\n${code.replaceAll("\n", "  \n")}\n`, languageId),
  },
  {
    name: "shifted to the right",
    put: (code, { languageId }) => fenced(shifted(code, "    "), languageId),
  },
  {
    name: "shifted to the margin",
    put(code, { languageId }) {
      const width = Math.min(...told(code).map((line) => line.search(/\S/)));
      if (width === 0) return undefined;
      return fenced(
        linesIn(code)
          .map((line) => `${line.slice(width)}\n`)
          .join(""),
        languageId,
      );
    },
  },
  {
    name: "tabs for spaces",
    put(code, { languageId, text }) {
      const isEven = told(code + text).every((line) => /^(?: {4})*\S/.test(line));
      if (!isEven || !/^ /m.test(code)) return undefined;
      return fenced(
        code.replace(/^ +/gm, (spaces) => "\t".repeat(spaces.length / 4)),
        languageId,
      );
    },
  },
  {
    name: "the lines around repeated",
    put(code, { before, after, languageId }) {
      const above = linesIn(before).slice(-2);
      const below = linesIn(after).slice(0, 2);
      if (above.length + below.length === 0) return undefined;
      return fenced([...above, ...linesIn(code), ...below, ""].join("\n"), languageId);
    },
  },
  {
    name: "the whole file",
    put: (code, { before, after, languageId }) =>
      before + after === "" ? undefined : fenced(before + code + after, languageId),
  },
  { name: "blocks", put: inBlocks((quote) => quote) },
  {
    name: "blocks in fences, with words between",
    put: inBlocks(
      (quote) => quote,
      (blocks, { languageId }) =>
        blocks.map((block) => `I change this:\n\n${fenced(block, languageId)}`).join("\n"),
    ),
  },
  {
    name: "blocks with other marks",
    put: inBlocks(
      (quote) => quote,
      (blocks) =>
        blocks
          .join("\n")
          .replaceAll("<<<<<<< SEARCH", "<<<<<<<< ORIGINAL")
          .replaceAll("\n=======\n", "\n=====\n")
          .replaceAll(">>>>>>> REPLACE", ">>>>>> UPDATED"),
    ),
  },
  {
    name: "blocks shifted to the margin",
    put: inBlocks(({ search, replace, line }) => {
      const width = Math.min(
        ...told([...search, ...replace].join("\n")).map((each) => each.search(/\S/)),
      );
      const cut = (lines: readonly string[]): string[] => lines.map((each) => each.slice(width));
      return { line, search: cut(search), replace: cut(replace) };
    }),
  },
  {
    name: "every block twice",
    put: inBlocks(
      (quote) => quote,
      (blocks) => [...blocks, ...blocks].join("\n"),
    ),
  },
  { name: "a unified diff", put: inDiff({ first: (line) => line + 1, blank: " " }) },
  {
    name: "a diff with wrong line numbers",
    put: inDiff({ first: (line) => line * 7 + 120, blank: " " }),
  },
  {
    name: "a diff without blanks",
    put: inDiff({ first: (line) => line + 1, blank: "" }),
  },
];

function inBlocks(
  change: (quote: Quote) => Quote,
  join: (blocks: readonly string[], of: EditCase) => string = (blocks) => blocks.join("\n"),
) {
  return (code: string, of: EditCase): string | undefined => {
    const quotes = quotesOf(of.text, code);
    if (quotes.length === 0 || !areApart(quotes) || deletesAll(quotes, of.text)) return undefined;
    return join(
      quotes.map(change).map(({ search, replace }) => blockOf(search, replace)),
      of,
    );
  };
}

/** A search/replace block. */
export function blockOf(search: readonly string[], replace: readonly string[]): string {
  return ["<<<<<<< SEARCH", ...search, "=======", ...replace, ">>>>>>> REPLACE", ""].join("\n");
}

function inDiff({ first, blank }: { first(line: number): number; blank: string }) {
  return (code: string, of: EditCase): string | undefined => {
    const quotes = quotesOf(of.text, code);
    if (quotes.length === 0 || !areApart(quotes)) return undefined;
    const hunks = quotes.map((quote) => {
      const { head, removed, added, tail } = parted(quote);
      const stays = (lines: readonly string[]): string[] => lines.map((line) => blank + line);
      return [
        `@@ -${first(quote.line)},${quote.search.length} +${first(quote.line)},${quote.replace.length} @@`,
        ...stays(head),
        ...removed.map((line) => `-${line}`),
        ...added.map((line) => `+${line}`),
        ...stays(tail),
      ];
    });
    const lines = [`--- a/${of.path}`, `+++ b/${of.path}`, ...hunks.flat(), ""];
    return fenced(lines.join("\n"), "diff");
  };
}

/** What both halves of a quote have at their ends, and what they have not. */
function parted({ search, replace }: Quote) {
  let start = 0;
  while (start < Math.min(search.length, replace.length) && search[start] === replace[start])
    start += 1;
  let end = 0;
  while (
    end < Math.min(search.length, replace.length) - start &&
    search.at(-1 - end) === replace.at(-1 - end)
  )
    end += 1;
  return {
    head: search.slice(0, start),
    removed: search.slice(start, search.length - end),
    added: replace.slice(start, replace.length - end),
    tail: search.slice(search.length - end),
  };
}

function deletesAll(quotes: readonly Quote[], text: string): boolean {
  const [only] = quotes;
  return (
    quotes.length === 1 && only?.search.length === linesIn(text).length && only.replace.length === 0
  );
}

function told(text: string): string[] {
  return linesIn(text).filter((line) => line.trim() !== "");
}

function shifted(code: string, by: string): string {
  return code.replace(/^(?=.*\S)/gm, by);
}

function hasTrailing(text: string): boolean {
  return /[ \t]$/m.test(text);
}
