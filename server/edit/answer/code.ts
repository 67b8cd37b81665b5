import { Lexer } from "../../text/inside.ts";
import { marksOf } from "../../text/marks.ts";
import { commentIn } from "./comments.ts";
import { fencesIn } from "./fences.ts";
import { languageOfInfo } from "./languages.ts";
import { isBlank, isTrivial, linesIn, shareIn, withoutBlankEnds } from "./textLines.ts";

/** The code that an answer holds; `whole`: its end was written. */
export interface Code {
  lines: string[];
  info: string;
  whole: boolean;
  /** It stands between two fences. */
  closed: boolean;
}

/** Files whose text reads like any other text. */
const ofWords = new Set(["markdown", "plaintext", "restructuredtext", "latex", "asciidoc", "mdx"]);

/**
 * The code of an answer that writes a part of a file anew: of several fenced blocks the one that is
 * most like the region and yet another; without a fence the lines that are plainly code. undefined
 * where there is none.
 */
export function codeIn(
  answer: string,
  { region, languageId, complete }: { region: string; languageId: string; complete: boolean },
): Code | undefined {
  const lines = linesIn(answer);
  const own = linesIn(region);
  const nested = /^\s*(?:`{3}|~{3})/m.test(region) || ofWords.has(languageId);
  const fences = fencesIn(lines, { nested });
  const last = fences.at(-1);
  // What closes a block that the prompt has opened.
  if (fences.length === 1 && last && last.lines.every(isBlank) && last.from > 0)
    return bareCode(lines.slice(0, last.from), own, { languageId, whole: true });
  const filled = fences.filter((each) => !each.lines.every(isBlank));
  const empty = fences.length > 0 && filled.length === 0;
  if (empty)
    return {
      lines: [],
      info: "",
      closed: true,
      whole: fences.every(({ closed }) => closed) || complete,
    };
  if (filled.length === 0) return bareCode(lines, own, { languageId, whole: complete });
  // What was cut off is no better than what was said before it.
  const ended = filled.filter(({ closed }) => closed);
  const chosen = bestOf(complete || ended.length === 0 ? filled : ended, own, languageId);
  return (
    chosen && {
      lines: chosen.lines,
      info: chosen.info,
      closed: chosen.closed,
      whole: chosen.closed || complete,
    }
  );
}

type Filled = { info: string; lines: string[]; closed: boolean };

/** A model shows the code as it was, then as it is to be, then how it is used. */
function bestOf(
  fences: readonly Filled[],
  region: readonly string[],
  languageId: string,
): Filled | undefined {
  if (fences.length === 1) return fences[0];
  const text = (lines: readonly string[]): string =>
    withoutBlankEnds(lines)
      .map((line) => line.trim())
      .join("\n");
  const original = text(region);
  const changed = fences.filter(({ lines }) => text(lines) !== original);
  const among = changed.length > 0 ? changed : fences;
  const scored = among.map((fence) => ({
    fence,
    score: shareIn(region, fence.lines) - (isOutput(fence.info, languageId) ? 1 : 0),
  }));
  const best = Math.max(...scored.map(({ score }) => score));
  const equal = scored.filter(({ score }) => score >= best - nearly);
  return (best > 0 ? equal.at(-1) : equal[0])?.fence;
}

/** Two drafts of the same are this near to each other. */
const nearly = 0.1;

/** What a program prints, or how it is called. */
function isOutput(info: string, languageId: string): boolean {
  const word = info.split(/\s/)[0]?.toLowerCase() ?? "";
  if (["text", "output", "txt", "plaintext", "log"].includes(word))
    return languageId !== "plaintext";
  return languageOfInfo(info) === "shellscript" && languageId !== "shellscript";
}

/** Lines without a fence: without sentences before and after them, if what is left is code. */
function bareCode(
  lines: readonly string[],
  region: readonly string[],
  { languageId, whole }: { languageId: string; whole: boolean },
): Code | undefined {
  if (ofWords.has(languageId)) {
    const from = lines.findIndex((line) => !isBlank(line) && !announces.test(line));
    const begin = lines[from];
    return begin === undefined || declines.test(begin)
      ? undefined
      : { lines: lines.slice(from), info: "", whole, closed: false };
  }
  const known = new Set(region.filter((line) => !isTrivial(line)).map((line) => line.trim()));
  const isCode = (line: string): boolean =>
    known.has(line.trim()) || isComment(line.trim(), languageId) || looksLikeCode(line);
  const from = lines.findIndex(isCode);
  if (from < 0) return undefined;
  // A single word at the end may be a statement.
  const to =
    lines.findLastIndex((line) => isCode(line) || !(isBlank(line) || isSentence(line.trim()))) + 1;
  const inner = lines.slice(from, to);
  const lexer = new Lexer(inner.join("\n"), marksOf(languageId));
  let offset = 0;
  const told = inner.filter((line) => {
    const inside = lexer.before(offset);
    offset += line.length + 1;
    // Sentences within a docstring are code.
    return !isBlank(line) && inside === "code";
  });
  if (told.filter(isCode).length / told.length < mostlyCode) return undefined;
  if (!told.some((line) => known.has(line.trim()) || declares.test(line.trim()))) {
    const outside = [...lines.slice(0, from), ...lines.slice(to)].filter((line) => !isBlank(line));
    if (outside.length >= told.length) return undefined;
  }
  return { lines: lines.slice(from, to), info: "", whole, closed: false };
}

/** What a model says before a text, and instead of one. */
const announces = /^(?:Sure|Here|Certainly|Of course)\b.*:$/;
const declines =
  /^(?:(?:I'm|I am|We're) (?:sorry|unable)|Sorry|I can(?:'t|not)|As an AI|Could you|Please provide)\b/i;

const mostlyCode = 0.6;

/** A comment, and no heading of Markdown. */
function isComment(text: string, languageId: string): boolean {
  return !text.startsWith("##") && commentIn(text, languageId) !== undefined;
}

/** A line that nobody writes in the middle of an explanation. */
const declares =
  /^(?:export |async |pub |public |private |static )*(?:def|class|function|const|let|func|fn|interface|struct|impl)\s+\w+.*[:{(;=]/;

function looksLikeCode(line: string): boolean {
  const text = line.trim();
  if (text === "" || isSentence(text)) return false;
  if (/^(?:\/\/|#|\/\*|\*\/?|--|"""|''')/.test(text)) return true;
  if (/[;{}]$|^[})\]]|^@\w+|[)\]]$|[({[,]$/.test(text)) return true;
  if (
    /^(?:def|class|if|for|while|else|elif|try|except|with|fn|func|struct|impl|match)\b.*[:{]$/.test(
      text,
    )
  )
    return true;
  if (
    /^(?:return|import|from|const|let|var|use|pub|package|yield|raise|throw|break|continue|end)\b/.test(
      text,
    )
  )
    return true;
  return (
    /^[\w.$[\]"'*&]+(?:: \S+)? (?:[-+*/|&%]|:|\/\/|\*\*)?= \S/.test(text) ||
    /^[\w.]+\(.*\)/.test(text)
  );
}

/** Words of a person: a capital, blanks between words, an end as of a sentence. */
function isSentence(text: string): boolean {
  if (/^(?:[-*] |\d+\. |> |#+ )/.test(text) && /[A-Za-z]+ [a-z]+ [a-z]+/.test(text)) return true;
  const words = text.split(/\s+/);
  return (
    /^["'`*]*[A-Z][\w'`]*(?:,)? ?/.test(text) &&
    words.length >= 4 &&
    (/[.:!?)]["'`*]*$/.test(text) ||
      words.filter((word) => /^[a-z']+,?$/.test(word)).length >= words.length * 0.7)
  );
}
