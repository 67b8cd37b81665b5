/** Which name stands for which. */
export type Renaming = ReadonlyMap<string, string>;

/** A part of a name that was replaced says little where it is shorter than this. */
const shortestPart = 3;

/**
 * Writes a text with other names, and tells how many were replaced. Where `Bar` has become `Foo`, `newBar`
 * becomes `newFoo`, `BAR_SIZE` becomes `FOO_SIZE`.
 */
export function renamed(text: string, renaming: Renaming): { text: string; replaced: number } {
  const parts = partsThatDiffer(renaming);
  let replaced = 0;
  const written = text.replace(/[\p{L}\p{N}_$]+/gu, (name) => {
    const other =
      renaming.get(name) ?? parts.reduce((now, [from, to]) => now.replaceAll(from, to), name);
    if (other !== name) replaced += 1;
    return other;
  });
  return { text: written, replaced };
}

/** What differs of the names, in each way of writing it. */
function partsThatDiffer(renaming: Renaming): [from: string, to: string][] {
  return [...renaming].flatMap(([from, to]) => {
    if (from === to) return [];
    const [one, other] = [wordsOf(from), wordsOf(to)];
    while (one.length > 1 && other.length > 1 && one[0] === other[0]) {
      one.shift();
      other.shift();
    }
    while (one.length > 1 && other.length > 1 && one.at(-1) === other.at(-1)) {
      one.pop();
      other.pop();
    }
    if (one.join("").length < shortestPart) return [];
    return writings.map((write): [string, string] => [write(one), write(other)]);
  });
}

function wordsOf(name: string): string[] {
  const words = name.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? [name];
  return words.map((word) => word.toLowerCase());
}

const writings: readonly ((words: readonly string[]) => string)[] = [
  (words) => words.map(capitalised).join(""),
  (words) => words.map((word, index) => (index === 0 ? word : capitalised(word))).join(""),
  (words) => words.join("_"),
  (words) => words.join("_").toUpperCase(),
];

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
