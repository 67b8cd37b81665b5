import { readFileSync } from "node:fs";
import { languageOf } from "../../../server/text/languageOf.ts";
import { ended, partedCases, regionIn } from "../../helpers/parts.ts";
import type { EditCase } from "./case.ts";

const names = ["path", "document", "instruction", "becomes", "tests"];

/** The cases that stand in the repository: a few functions in TypeScript, JavaScript and Python. */
export function ownCases(): EditCase[] {
  const text = readFileSync("test/bench/edits/own.txt", "utf8");
  return partedCases(text, names).map(({ name, parts }) => {
    const path = parts.get("path")?.word ?? "";
    const tests = parts.get("tests");
    return {
      ...{ name, set: "own cases", path, languageId: languageOf(path) },
      ...regionIn(parts.get("document")?.body ?? ""),
      instruction: parts.get("instruction")?.word ?? "",
      wanted: ended(parts.get("becomes")?.body ?? ""),
      ...(tests && { tests: ended(tests.body) }),
    };
  });
}
