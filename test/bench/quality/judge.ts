import { resolve } from "node:path";
import { ahead } from "../../../server/completion/ahead.ts";
import { applyFilters, type Filtered, filters } from "../../../server/completion/filters/all.ts";
import { chooseShape, cutToShape } from "../../../server/completion/shape.ts";
import { stopAhead } from "../../../server/completion/stopAhead.ts";
import { noSyntax, syntaxAt } from "../../../server/completion/syntaxAt.ts";
import { createSyntax } from "../../../server/syntax/syntax.ts";
import { cursorAt } from "../../helpers/cursors.ts";
import type { Case } from "./case.ts";

/** What is left out of the pipeline: nothing, its parts, or one filter by its name. */
export interface Without {
  shape?: boolean;
  syntax?: boolean;
  filters?: boolean;
  filter?: string;
}

/** Characters of a streamed piece: about a token. */
const piece = 4;
/** Time enough for syntax on a busy machine: the measure is what is shown, not when. */
const budget = 5_000;

/** Sends a recorded answer through the pipeline as if it were being streamed. */
export type Judge = (given: Case, without?: Without) => Promise<Filtered>;

/** Creates the judge, with the grammars of the last build. */
export function createJudge(): Judge {
  const syntax = createSyntax({
    folder: resolve("dist/grammars"),
    log: (line) => console.error(line),
  });
  return async (given, without = {}) => {
    await syntax.ready(given.languageId);
    const cursor = cursorAt(`${given.prefix}█${given.suffix}`, {
      languageId: given.languageId,
      uri: "file:///case",
    });
    const at = without.syntax
      ? noSyntax
      : syntaxAt(syntax, cursor, given.prefix + given.suffix, { budget });
    const shape = chooseShape(cursor, at.surroundings());
    const next = ahead(cursor);
    const raw = without.shape
      ? given.raw
      : streamed(given.raw, (text) =>
          stopAhead(cutToShape(text, shape), { lineBefore: cursor.lineBefore, next }),
        );
    if (without.filters)
      return { text: raw.trim() === "" ? "" : raw.trimEnd(), replaces: 0, cuts: [] };
    const used = filters.filter(({ name }) => name !== without.filter);
    return applyFilters({ cursor, raw, errors: at.errorCounter() }, used);
  };
}

function streamed(raw: string, cut: (text: string) => { text: string; complete: boolean }): string {
  for (let length = piece; length < raw.length; length += piece) {
    const { text, complete } = cut(raw.slice(0, length));
    if (complete) return text;
  }
  return cut(raw).text;
}
