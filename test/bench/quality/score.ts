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
  /** Shown, not known to be right, and holding a whole line of the next six after the cursor. */
  duplicates: number;
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
