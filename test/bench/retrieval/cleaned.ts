/** Fewer words of three letters and more ask nothing that could be found. */
const fewestWords = 4;

/** Subjects that tell of the project's life instead of its code. */
const aboutNoCode =
  /^(merge|revert|release|bump|chore|docs?|style|ci|tests?|build|deps|lint|format|prettier|version|update dependenc|v?\d+\.)|\b(typos?|changelog|linter|lint|linting|docstrings?|spelling|renovate|dependabot|readme|comments?)\b/i;

/**
 * A commit's subject as a question: without the numbers of issues, a prefix as conventional commits
 * have it, and whatever names a file that the commit changes: its path, or a word that is a part of
 * that path. Undefined where too little is left, or the subject is about no code.
 */
export function cleanedSubject(subject: string, paths: readonly string[]): string | undefined {
  if (aboutNoCode.test(subject)) return undefined;
  const issues =
    /\(?(?:\b(?:fix(?:es|ed)?|close[sd]?|refs?|see|part of|gh))?[:\s-]*#\d+\)?|\bGH-\d+/gi;
  const text = subject.replace(issues, " ").replace(/^[a-z]+(\([^)]*\))?!?:\s/i, " ");
  return asked(text, new Set(paths.flatMap(partsOf)));
}

/** The first sentence of a function's docstring, without the function's own name. */
export function cleanedDocstring(docstring: string, name: string): string | undefined {
  const text = docstring.trim().replace(/\s+/g, " ");
  const sentence = /^.*?[.!?](?=\s|$)|^[^.]*$/.exec(text)?.[0] ?? "";
  if (/\b(deprecated|todo|fixme)\b|^@|^:|^see\b|^>>>/i.test(sentence)) return undefined;
  return asked(sentence, new Set([name.toLowerCase()]));
}

function asked(text: string, forbidden: ReadonlySet<string>): string | undefined {
  const kept = text
    .split(/\s+/)
    .filter((word) => !/[^\s/]\/[^\s/]/.test(word) && !/\.(\w{1,4})\W*$/.test(word.slice(1)))
    .filter((word) => !forbidden.has(bare(word)))
    .join(" ")
    .trim();
  const words = kept.match(/\p{L}{3,}/gu) ?? [];
  return new Set(words.map((word) => word.toLowerCase())).size >= fewestWords ? kept : undefined;
}

/** A path's folders and its file's name without the ending, in lower case. */
function partsOf(path: string): string[] {
  return path
    .toLowerCase()
    .split("/")
    .map((part) => part.replace(/\..*$/, ""))
    .filter((part) => part !== "");
}

function bare(word: string): string {
  return word.toLowerCase().replace(/^\W+|\W+$/g, "");
}
