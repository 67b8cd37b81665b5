/** What the messages of a repository have in common, measured; shares are from 0 to 1. */
export interface CommitStyle {
  /** Messages that were looked at. */
  count: number;
  /** Characters that nine of ten subjects have at most. */
  subjectLength: number;
  /** How a subject begins: `feat(api): …`, `api: …`, `ABC-12 …`, or plainly. */
  prefix: "conventional" | "area" | "ticket" | "none";
  /** The words in front of the colon that occur, the most frequent first. */
  prefixes: string[];
  mood: "imperative" | "past" | "present" | "unknown";
  /** An English name; undefined where it cannot be told. */
  language?: string;
  capital: boolean;
  fullStop: boolean;
  emoji: boolean;
  /** Of messages that say more than their subject. */
  bodies: number;
}

const fewest = 3;
const usual = 0.6;

/**
 * Measures the style of messages, the newest first; merges, reverts and what programs write are left
 * out. Of fewer than three nothing is concluded.
 */
export function styleOf(messages: readonly string[]): CommitStyle {
  const own = ownMessages(messages);
  const subjects = own.map(subjectOf);
  const share = (holds: (subject: string) => boolean): number =>
    subjects.length < fewest ? 0 : subjects.filter(holds).length / subjects.length;
  const conventional = share((subject) => conventionalPrefix.test(subject)) >= usual;
  const area = !conventional && share((subject) => areaPrefix.test(subject)) >= usual;
  const ticket = !conventional && !area && share((subject) => ticketPrefix.test(subject)) >= usual;
  const prefix = conventional ? "conventional" : area ? "area" : ticket ? "ticket" : "none";
  const plain = subjects.map(withoutPrefix).filter((subject) => subject !== "");
  const language = own.length < fewest ? undefined : languageOf(own);
  const among = (holds: (subject: string) => boolean): boolean =>
    plain.length >= fewest && plain.filter(holds).length / plain.length >= usual;
  return {
    count: own.length,
    subjectLength: lengthOf(subjects),
    prefix,
    prefixes:
      conventional || area
        ? frequent(subjects.flatMap((subject) => /^[^:]+(?=:)/.exec(bare(subject))?.[0] ?? []))
        : [],
    mood: language === "English" ? moodOf(plain) : "unknown",
    ...(language === undefined ? {} : { language }),
    capital: among((subject) => /^\P{L}*\p{Lu}/u.test(subject)),
    fullStop: among((subject) => subject.endsWith(".")),
    emoji: share((subject) => emoji.test(subject)) >= usual,
    bodies:
      own.length === 0 ? 0 : own.filter((message) => bodyOf(message) !== "").length / own.length,
  };
}

/** Messages that people of the repository wrote themselves, without trailers. */
export function ownMessages(messages: readonly string[]): string[] {
  return messages
    .map((message) => withoutTrailers(message.replaceAll("\r", "")).trim())
    .filter(
      (message) => message !== "" && !/^(?:Merge |Revert "|fixup! |squash! |Bump )/.test(message),
    );
}

/** The first line. */
export function subjectOf(message: string): string {
  return (message.split("\n")[0] ?? "").trim();
}

/** What stands behind the first line. */
export function bodyOf(message: string): string {
  return message.split("\n").slice(1).join("\n").trim();
}

/** A subject without what stands in front of its own words. */
export function withoutPrefix(subject: string): string {
  return bare(subject)
    .replace(conventionalPrefix, "")
    .replace(areaPrefix, "")
    .replace(ticketPrefix, "")
    .trim();
}

/** Lines such as `Signed-off-by: …`, which name people, machines and other systems. */
export const trailerLine =
  /^(?:[A-Z][a-zA-Z]*(?:-[a-zA-Z]+)+|Fixes|Closes|Resolves|Refs?|See|Link|Issue|Bug|Cc): \S/;

/** The words of the Conventional Commits convention, and those that its tools add. */
export const conventionalPrefix =
  /^(?:feat|fix|docs?|chores?|refactor|tests?|build|ci|perf|style|revert|deps|release|wip)(?:\([^)]*\))?!?:\s*/i;

/** A number as trackers give them: `ABC-12`, `[ABC-12]`, `#12`. */
export const ticketPrefix = /^\[?(?:[A-Z][A-Z0-9]+-\d+|#\d+)\]?[:\s-]*/;

const areaPrefix = /^[\w./*{},-]+(?:,\s[\w./*-]+)*:\s+/;
const emoji = /^(?:\p{Extended_Pictographic}|:\w+:)/u;

function bare(subject: string): string {
  return subject.replace(/^(?:\p{Extended_Pictographic}\uFE0F?|:\w+:)\s*/u, "");
}

function withoutTrailers(message: string): string {
  const lines = message.trimEnd().split("\n");
  while (lines.length > 1 && (trailerLine.test(lines.at(-1) ?? "") || lines.at(-1) === ""))
    lines.pop();
  return lines.join("\n");
}

function lengthOf(subjects: readonly string[]): number {
  if (subjects.length < fewest) return 72;
  const lengths = subjects.map((subject) => subject.length).sort((a, b) => a - b);
  return lengths[Math.min(lengths.length - 1, Math.floor(lengths.length * 0.9))] ?? 72;
}

function frequent(words: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([word]) => word)
    .slice(0, 12);
}

/** By the first word's end; a word that is no verb at all ("Tests read …") keeps its repository unknown. */
function moodOf(subjects: readonly string[]): CommitStyle["mood"] {
  const counts = { imperative: 0, past: 0, present: 0 };
  for (const subject of subjects) {
    const first = /^[A-Za-z]+/.exec(subject)?.[0].toLowerCase() ?? "";
    if (imperatives.has(first)) counts.imperative += 1;
    else if (imperatives.has(first.replace(/(?:d|ed)$/, "")) || /(?:^made|^wrote|ied)$/.test(first))
      counts.past += 1;
    else if (imperatives.has(first.replace(/e?s$/, "")) || imperatives.has(first.replace(/s$/, "")))
      counts.present += 1;
  }
  const [most] = (Object.entries(counts) as [keyof typeof counts, number][]).sort(
    (a, b) => b[1] - a[1],
  );
  return most && most[1] >= subjects.length / 2 ? most[0] : "unknown";
}

const imperatives = new Set(
  `add allow apply avoid bring build bump change check clean convert copy correct create cut define delete
   describe disable document drop enable ensure expose extend extract fix format give handle hide implement
   improve include increase introduce keep let limit list load log make mark measure merge move name open
   optimize parse pass prepare prevent print provide publish put raise read reduce refactor reject release
   remove rename render reorder replace report require reset resolve restore return revert rewrite run save
   send set share show simplify skip sort speed split start stop store support switch test throw tidy translate
   turn unify update upgrade use validate verify wait warn wire wrap write`.split(/\s+/),
);

/** By the script, then by the small words that only one language has. */
function languageOf(messages: readonly string[]): string | undefined {
  const text = messages.join("\n").toLowerCase();
  const letters = text.match(/\p{L}/gu)?.length ?? 0;
  if (letters === 0) return undefined;
  for (const [name, script] of scripts)
    if ((text.match(script)?.length ?? 0) / letters > 0.3) return name;
  const words = text.match(/\p{L}+/gu) ?? [];
  const counts = Object.entries(smallWords).map(([name, small]) => {
    const list = new Set(small.split(" "));
    return [name, words.filter((word) => list.has(word)).length] as const;
  });
  const [first, second] = counts.sort((a, b) => b[1] - a[1]);
  if (first && first[1] > 0 && first[1] > (second?.[1] ?? 0)) return first[0];
  const verbs = messages.filter((message) =>
    imperatives.has(/^[a-z]+/.exec(withoutPrefix(subjectOf(message)).toLowerCase())?.[0] ?? ""),
  );
  return verbs.length >= messages.length / 2 ? "English" : undefined;
}

const scripts: readonly (readonly [string, RegExp])[] = [
  ["Japanese", /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ["Korean", /\p{sc=Hangul}/gu],
  ["Chinese", /\p{sc=Han}/gu],
  ["Russian", /\p{sc=Cyrillic}/gu],
];

const smallWords: Record<string, string> = {
  English: "the of and to for with from when instead not that this is are on by",
  German: "der die das und für mit von nicht ist bei wird zu den dem ein eine auf im",
  French: "le la les des du et pour avec dans une est pas sur aux au",
  Spanish: "el los las del y para con una en por que se al",
  Portuguese: "o os das do e para com uma em por que não ao",
};
