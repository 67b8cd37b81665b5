import { commonPrefix, similarity } from "../../../ember/evaluate/score.ts";
import type { Case } from "./case.ts";

/** What a set of cases came to; shares are undefined where no case of the set asks for it. */
export interface Score {
  cases: number;
  /** Of the cases that want something: those where something is shown. */
  show: number | undefined;
  /** Of the cases that want silence: those where nothing is shown. */
  quiet: number | undefined;
  /** Of the cases that want one text: those after which the document is as it would make it. */
  exact: number | undefined;
  /** Of these, how near what is shown comes on average: 1 less the edit distance over the longer length. */
  similarity: number | undefined;
  /** Of the characters that these want: those that what is shown begins with, and saves. */
  kept: number | undefined;
  /**
   * Shown, not known to be right, and holding a whole line of the next six after the cursor; undefined
   * where the text after the cursor is not kept.
   */
  duplicates: number | undefined;
}

/** What was shown in one case. */
export interface Shown {
  given: Case;
  text: string;
  replaces: number;
}

/** Adds up what was shown. */
export function scoreOf(all: readonly Shown[]): Score {
  const wantsSome = all.filter(({ given: { wanted } }) => /^(text|some)$/.test(wanted.kind));
  const wantsSilence = all.filter(({ given: { wanted } }) => wanted.kind === "silence");
  const wantsText = all.filter(({ given: { wanted } }) => wanted.kind === "text");
  return {
    cases: all.length,
    show: share(wantsSome, ({ text }) => text !== ""),
    quiet: share(wantsSilence, ({ text }) => text === ""),
    exact: share(wantsText, isExact),
    ...nearness(wantsText.map(({ given, text }) => ({ shown: text, wanted: wantedText(given) }))),
    duplicates: all.filter((shown) => repeatsNextLine(shown) && !isRight(shown)).length,
  };
}

/** Whether accepting leaves the text after the cursor as the right answer would leave it. */
export function isExact({ given: { wanted, suffix }, text, replaces }: Shown): boolean {
  if (wanted.kind === "silence") return text === "";
  if (wanted.kind !== "text") return true;
  const made = text + suffix.slice(replaces);
  return made.trimEnd() === (wanted.text + suffix.slice(wanted.replaces)).trimEnd();
}

/** How near texts come to what was wanted; undefined where nothing was. */
export function nearness(
  pairs: readonly { shown: string; wanted: string }[],
): Pick<Score, "similarity" | "kept"> {
  if (pairs.length === 0) return { similarity: undefined, kept: undefined };
  let similar = 0;
  let kept = 0;
  let length = 0;
  for (const { shown, wanted } of pairs) {
    similar += similarity(shown, wanted);
    kept += commonPrefix(shown, wanted);
    length += wanted.length;
  }
  return { similarity: similar / pairs.length, kept: kept / Math.max(1, length) };
}

function wantedText({ wanted }: Case): string {
  return wanted.kind === "text" ? wanted.text : "";
}

function isRight(shown: Shown): boolean {
  return shown.given.wanted.kind === "text" && isExact(shown);
}

/** Told from the document alone, with no code of the pipeline. */
function repeatsNextLine({ given, text }: Shown): boolean {
  const next = given.suffix
    .split("\n")
    .slice(1)
    .map((line) => line.trim())
    .filter((line) => line.length >= 4)
    .slice(0, 6);
  return text.split("\n").some((line) => next.includes(line.trim()));
}

function share<Item>(items: readonly Item[], holds: (item: Item) => boolean): number | undefined {
  return items.length === 0 ? undefined : items.filter(holds).length / items.length;
}
