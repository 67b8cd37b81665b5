import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, languageOf } from "./case.ts";
import { rightAnswers } from "./load.ts";

/** Every so many lines of a file a case is made. */
const every = 9;

/** Cases out of this project's own code: what stands there is the right answer. */
export function ownCases(): Case[] {
  return sources("server").flatMap((file) => {
    const lines = readFileSync(file, "utf8").split("\n");
    return lines.flatMap((line, index) => {
      if (index % every !== 4 || line.trim().length < 8) return [];
      const indent = /^\s*/.exec(line)?.[0].length ?? 0;
      const places = [indent, indent + Math.floor((line.length - indent) / 2)];
      return places.flatMap((column) =>
        rightAnswers({
          set: column === indent ? "own code, whole lines" : "own code, half lines",
          name: `${file}:${index + 1}:${column + 1}`,
          languageId: languageOf(file),
          prefix: [...lines.slice(0, index), line.slice(0, column)].join("\n"),
          suffix: `\n${lines.slice(index + 1).join("\n")}`,
          middle: line.slice(column),
        }),
      );
    });
  });
}

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.ts$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
