import { readFileSync } from "node:fs";

/** A place to complete and what truly stood there. */
export interface Case {
  id: string;
  lang: string;
  /** Shown to the model as the file's path. */
  path: string;
  prefix: string;
  suffix: string;
  middle: string;
  /** Python that fails where the program `prefix + answer + suffix` is wrong. */
  tests?: string;
}

/** What was answered: `text` was shown to the person, `raw` is the model's before any filter. */
export interface Answer {
  id: string;
  text: string;
  raw: string;
  milliseconds: number;
  firstPieceMilliseconds?: number;
}

/** Reads cases, one JSON object a line. Throws with the line's number where one is no case. */
export function readCases(file: string): Case[] {
  return readLines(file).map((line, index) => {
    const record = JSON.parse(line) as Partial<Case>;
    const { id, lang, prefix, suffix, middle } = record;
    if (!id || !lang || prefix === undefined || suffix === undefined || middle === undefined)
      throw new Error(
        `${file}:${index + 1} is no case: it needs id, lang, prefix, suffix and middle.`,
      );
    const path = record.path ?? pathOf(lang);
    return { ...record, id, lang, prefix, path, ...lineEndInSuffix({ suffix, middle }) };
  });
}

/** The line end of a whole missing line stays in the document, as where a person opens a new line. */
function lineEndInSuffix({ suffix, middle }: { suffix: string; middle: string }) {
  if (!middle.endsWith("\n")) return { suffix, middle };
  return { suffix: `\n${suffix}`, middle: middle.slice(0, -1) };
}

/** Reads answers that another way of completing gave, one JSON object `{ id, text }` a line. */
export function readAnswers(file: string): Answer[] {
  return readLines(file).map((line) => {
    const { id, text } = JSON.parse(line) as { id: string; text: string };
    return { id, text, raw: text, milliseconds: Number.NaN };
  });
}

function readLines(file: string): string[] {
  return readFileSync(file, "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "");
}

function pathOf(lang: string): string {
  return lang === "python" ? "solution.py" : `file.${lang}`;
}
