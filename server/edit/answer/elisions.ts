import { indentOf } from "../../text/indentation.ts";
import { commentIn } from "./comments.ts";
import { isBlank } from "./textLines.ts";

const dots = "(?:[.]{3,}|…)";
const which = "(?:rest|remainder|remaining|existing|other|previous|original|same|unchanged|your)";
const what =
  "(?:code|functions?|methods?|implementations?|logic|body|class(?:es)?|file|lines?|imports?|tests?|cases?|fields?|properties|content|parts?|stuff|definitions?)";
const state =
  "(?:unchanged|the same|as (?:is|before|above|it was)|here|omitted|untouched|not shown)";
const left = `(?:${state}|remain(?:s|ing)?|(?:stays?|goes?|continues?|is|are|remains?) ?${state}?)`;

/** Words such as "rest of the code unchanged", and nothing else. */
const words = new RegExp(
  `^${dots}? ?(?:${[
    `(?:the |all |your )?${which}(?: of)?(?: the| your| this)?(?: (?:${which}|\\w+))?(?: ${what})?(?: ${left})?`,
    `(?:the )?${what} ${left}`,
    "same as (?:before|above|original).*",
    "no changes?(?: here)?",
    "unchanged",
    "omitted(?: for brevity)?",
  ].join("|")}) ?${dots}?$`,
  "i",
);
/** One of these is in them. */
const named = new RegExp(`\\b(?:${what}|unchanged|rest|remainder|remaining|same)\\b`, "i");
const onlyDots = new RegExp(`^${dots}$`);
const dotsAround = new RegExp(`^${dots}.*\\w|\\w.*${dots}$`);

/**
 * The first line of an answer that stands for code which was left out; undefined where there is none.
 * A line that the region has itself is one of its lines.
 */
export function elisionIn(
  lines: readonly string[],
  { languageId, region }: { languageId: string; region: readonly string[] },
): string | undefined {
  const known = new Set(region.map((line) => line.trim()));
  return lines.find((line, at) => {
    const text = line.trim();
    if (text === "" || known.has(text)) return false;
    if (onlyDots.test(text)) return !isStub(lines, at, { languageId, region });
    const comment = commentIn(text, languageId);
    return comment !== undefined && isElision(comment);
  });
}

function isElision(comment: string): boolean {
  if (onlyDots.test(comment)) return true;
  const plain = comment
    .replace(/[()[\]<>*]/g, "")
    .replace(/[.:!]$/, (end) => end)
    .trim();
  const bare = plain.replace(/(?<!\.)[.:!]$/, "").trim();
  if (words.test(bare) && named.test(bare)) return true;
  return dotsAround.test(plain) && named.test(plain) && bare.split(/\s+/).length <= 8;
}

/** In Python three dots are a body, of a function that has no other one in the region. */
function isStub(
  lines: readonly string[],
  at: number,
  { languageId, region }: { languageId: string; region: readonly string[] },
): boolean {
  if (languageId !== "python") return false;
  const head = lines.slice(0, at).findLast((line) => !isBlank(line));
  if (!head?.trimEnd().endsWith(":")) return false;
  if (indentOf(head).length >= indentOf(lines[at] ?? "").length) return false;
  return !region.some((line) => line.trim() === head.trim());
}
