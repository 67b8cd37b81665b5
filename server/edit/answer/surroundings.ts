import { indentUnit } from "../../text/indentation.ts";
import type { Surroundings } from "./applyChanges.ts";
import type { Region } from "./region.ts";
import { linesIn } from "./textLines.ts";

/** The lines around a region that an answer may quote, and its indentation. */
export function surroundings(region: Region, languageId: string): Surroundings {
  return {
    region: linesIn(region.text),
    before: linesIn(region.before).slice(-quotedEdge),
    after: linesIn(region.after).slice(0, quotedEdge),
    indented: indentedLanguages.has(languageId),
    unit: indentUnit(region.text) ?? indentUnit(region.before + region.after),
  };
}

/** As many lines around the region as a model is shown, and some more. */
const quotedEdge = 80;

const indentedLanguages = new Set(["python", "yaml", "coffeescript", "fsharp", "haskell", "nim"]);
