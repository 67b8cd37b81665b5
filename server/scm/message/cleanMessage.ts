import { trailerLine } from "./style.ts";

/** What a message may speak of: a number or a sign-off that stands in none of these is made up. */
export interface KnownWords {
  /** What a person has begun to write. */
  hint: string;
  /** The name of the branch. */
  branch: string;
  /** The changes as the model saw them. */
  changes: string;
}

/**
 * The commit message in what a model said: without fences, quotes, headings and sentences around it,
 * without trailers and numbers that it made up, with one empty line below the first one. Takes an
 * answer that is still being written too; then the empty text where its beginning tells nothing yet.
 */
export function cleanMessage(
  answer: string,
  known: KnownWords,
  { complete }: { complete: boolean } = { complete: true },
): string {
  let text = answer.replaceAll("\r", "").replace(/^\s+/, "");
  text = withoutFences(text);
  const first = text.split("\n", 1)[0] ?? "";
  if (!complete && !text.includes("\n") && mayBePreamble.test(first)) return "";
  text = withoutFences(withoutPreamble(text).replace(/^\s+/, "")).replace(/^\s+/, "");
  if (!complete && /^(?:`+|~+)[^\n]*$/.test(text)) return "";
  const lines = text.split("\n").map((line) => line.trimEnd());
  const told = lines.findIndex((line) => epilogue.test(line));
  const own = told > 0 ? lines.slice(0, told) : lines;
  const kept = own.filter((line, at) => at === 0 || !isMadeUp(line, known));
  const subject = cleanSubject(kept.shift() ?? "", known);
  while (kept[0]?.trim() === "") kept.shift();
  const body = withoutNumbers(kept.join("\n").replace(/\n{3,}/g, "\n\n"), known).trimEnd();
  return body === "" ? subject : `${subject}\n\n${body}`;
}

const preamble =
  /^(?:(?:sure|certainly|of course|okay|ok)\b[^\n]*|(?:here(?:'s| is| are)|below is|the following is)\b[^\n]*|(?:\*\*)?(?:suggested |proposed |generated |final )?(?:git )?commit message(?:\*\*)?:?(?:\*\*)?|(?:\*\*)?(?:title|subject)(?:\*\*)?)\s*(?::|!|\.|$)/i;

/** The beginning of a line that may turn out to be one. */
const mayBePreamble =
  /^(?:s(?:u(?:r(?:e\b.*)?)?)?|c(?:e(?:r(?:t(?:a(?:i(?:n(?:l(?:y\b.*)?)?)?)?)?)?)?)?|h(?:e(?:r(?:e(?:['’ ].*)?)?)?)?|o(?:f(?: .*)?|k(?:a|ay)?\b.*)?|b(?:e(?:l(?:o(?:w\b.*)?)?)?)?|t(?:h(?:e(?: (?:f.*)?)?)?)?|["'`*].*|(?:suggested|proposed|generated|final|git|commit|title|subject)\b.*)$/i;

/** What models say when they have done. */
const epilogue =
  /^(?:this (?:commit )?message|(?:let me know|feel free|explanation:|note:|please (?:note|let)|i hope)\b)/i;

/** The block in an answer that has one; text around a block is talk. */
function withoutFences(text: string): string {
  const fenced =
    /^(?:[^\n]*\n){0,4}?[ \t]*(`{3,}|~{3,})[^\n]*\n([\s\S]*?)(?:\n[ \t]*\1[^\n]*(?:\n[\s\S]*)?$|$)/.exec(
      text,
    );
  if (!fenced) return text.replace(/^(?:`{3,}|~{3,})[^\n]*$/, "");
  const before = text.slice(0, text.indexOf(fenced[1] ?? "")).trim();
  // A message may quote code itself: then its own first line comes before the block.
  return before === "" || preamble.test(before) || before.endsWith(":") ? (fenced[2] ?? "") : text;
}

function withoutPreamble(text: string): string {
  let rest = text;
  for (let turn = 0; turn < 3; turn += 1) {
    const line = rest.split("\n", 1)[0] ?? "";
    const said = preamble.exec(line)?.[0];
    if (said === undefined) return rest;
    const behind = line.slice(said.length).replace(/^\**\s*/, "");
    const after = rest.slice(line.length).replace(/^\s+/, "");
    // "Commit message: Add a thing" has the message in the same line.
    if (behind !== "" && /:$/.test(said)) return behind + rest.slice(line.length);
    if (after === "") return behind === "" ? "" : rest;
    rest = after;
  }
  return rest;
}

function cleanSubject(line: string, known: KnownWords): string {
  let subject = line.trim().replace(/^#+\s+/, "");
  if (!known.hint.trim().startsWith("-")) subject = subject.replace(/^[-*]\s+/, "");
  for (const [open, close] of quotes)
    if (subject.startsWith(open) && subject.endsWith(close) && subject.length > 2)
      subject = subject.slice(open.length, -close.length).trim();
  subject = subject.replace(/^(?:commit message|subject|title):\s*/i, "");
  // A code fence's language that was left in front of nothing.
  subject = withoutNumbers(subject, known)
    .replace(/\s{2,}/g, " ")
    .trim();
  return subject;
}

const quotes = [
  ["**", "**"],
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
] as const;

/** A trailer that the person did not write, or a line that names a number that nobody gave. */
function isMadeUp(line: string, { hint }: KnownWords): boolean {
  return trailerLine.test(line) && !hint.includes(line.trim());
}

/** Takes out the numbers of issues that stand nowhere else. */
function withoutNumbers(text: string, { hint, branch, changes }: KnownWords): string {
  const given = `${hint}\n${branch}\n${changes}`.toLowerCase();
  const isGiven = (number: string): boolean =>
    given.includes(number.toLowerCase()) ||
    new RegExp(`(?:^|\\D)${/\d+$/.exec(number)?.[0]}(?:\\D|$)`).test(branch);
  return text
    .replace(
      /\s*\((?:(?:fixes|closes|resolves|refs?|see) )?(#\d+|[A-Z][A-Z0-9]+-\d+)\)/gi,
      (all, number) => (isGiven(number) ? all : ""),
    )
    .replace(/^\[?([A-Z][A-Z0-9]{1,9}-\d+)\]?[:\s-]+/g, (all, number) =>
      isGiven(number) ? all : "",
    )
    .replace(/,?\s*\b(?:fixes|closes|resolves) (#\d+)\.?/gi, (all, number) =>
      isGiven(number) ? all : "",
    );
}
