import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditFormat, Region } from "../../../../server/edit/answer/region.ts";
import { ended, type PartedCase, partedCases, regionIn } from "../../../helpers/parts.ts";

/** What a model answered to what, and what becomes of it. */
export interface AnswerCase {
  name: string;
  region: Region;
  format: EditFormat;
  languageId: string;
  complete: boolean;
  answer: string;
  wanted: { text: string } | { why: string };
}

const folder = "test/golden/edit";
const names = ["document", "answer", "becomes", "why", "language", "format", "complete"];

/** The cases of test/golden/edit, by file. */
export function answerCases(): { file: string; cases: AnswerCase[] }[] {
  return readdirSync(folder)
    .sort()
    .map((file) => ({
      file,
      cases: partedCases(readFileSync(join(folder, file), "utf8"), names).map(caseOf),
    }));
}

function caseOf({ name, parts }: PartedCase): AnswerCase {
  const becomes = parts.get("becomes");
  return {
    name,
    region: placed(regionIn(parts.get("document")?.body ?? "")),
    format: parts.get("format")?.word === "blocks" ? "blocks" : "whole",
    languageId: parts.get("language")?.word ?? "typescript",
    complete: parts.get("complete")?.word !== "no",
    answer: parts.get("answer")?.body ?? "",
    wanted: becomes ? { text: ended(becomes.body) } : { why: parts.get("why")?.word ?? "" },
  };
}

/** A region with the numbers of its lines. */
export function placed(texts: { before: string; text: string; after: string }): Region {
  const firstLine = texts.before.split("\n").length - 1;
  return { ...texts, firstLine, endLine: firstLine + texts.text.split("\n").length - 1 };
}
