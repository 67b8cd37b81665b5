import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { EditFormat, Region } from "../../../../server/edit/answer/region.ts";

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

/**
 * The cases of test/golden/edit, by file. A line that begins with `▌` names a part; `├` and `┤` stand
 * above and below the region of a document; `¬` is a line end that is not there, `→` a tab, `␠` a blank at
 * the end of a line, `␍` a carriage return.
 */
export function answerCases(): { file: string; cases: AnswerCase[] }[] {
  return readdirSync(folder)
    .sort()
    .map((file) => ({ file, cases: casesIn(readFileSync(join(folder, file), "utf8")) }));
}

function casesIn(text: string): AnswerCase[] {
  const parts = text
    .split(/^▌ /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf("\n");
      return { head: part.slice(0, end), body: plain(part.slice(end + 1)) };
    });
  const cases: { name: string; parts: Map<string, { word: string; body: string }> }[] = [];
  for (const { head, body } of parts) {
    const [, name = "", word = ""] =
      /^(document|answer|becomes|why|language|format|complete)\b ?(.*)$/.exec(head) ?? [];
    if (name === "") cases.push({ name: head, parts: new Map() });
    else cases.at(-1)?.parts.set(name, { word, body });
  }
  return cases.map(({ name, parts: named }) => {
    const becomes = named.get("becomes");
    return {
      name,
      region: regionIn(named.get("document")?.body ?? ""),
      format: named.get("format")?.word === "blocks" ? "blocks" : "whole",
      languageId: named.get("language")?.word ?? "typescript",
      complete: named.get("complete")?.word !== "no",
      answer: named.get("answer")?.body ?? "",
      wanted: becomes ? { text: ended(becomes.body) } : { why: named.get("why")?.word ?? "" },
    };
  });
}

/** A blank line parts two cases. */
function ended(text: string): string {
  return text.replace(/\n\n$/, "\n");
}

function regionIn(document: string): Region {
  const [before = "", rest = ""] = document.split(/^├\n/m);
  const [text = "", after = ""] = rest.split(/^┤\n/m);
  const firstLine = before.split("\n").length - 1;
  return { before, text, after, firstLine, endLine: firstLine + text.split("\n").length - 1 };
}

function plain(text: string): string {
  return text
    .replaceAll("→", "\t")
    .replaceAll("␠", " ")
    .replaceAll("␍", "\r")
    .replaceAll("¬\n", "");
}
