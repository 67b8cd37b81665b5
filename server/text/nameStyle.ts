import { identifierParts } from "./identifierParts.ts";

/** How the words of a name are put together; `lower` is one small word, which fits camel and snake. */
export type NameStyle = "camel" | "pascal" | "snake" | "upper" | "lower";

/** The style of a name, marks at its ends aside; undefined where it follows none. */
export function styleOf(name: string): NameStyle | undefined {
  const bare = bareName(name);
  if (/^[a-z][a-z0-9]*$/.test(bare)) return "lower";
  if (/^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*$/.test(bare) && bare.length > 1) return "upper";
  if (/^[A-Z][A-Za-z0-9]*$/.test(bare)) return "pascal";
  if (/^[a-z][A-Za-z0-9]*$/.test(bare)) return "camel";
  return /^[a-z0-9]+(?:_[a-z0-9]+)+$/.test(bare) ? "snake" : undefined;
}

/** A name in a style, with the marks at its ends; one that has the style already stays as it is. */
export function inStyle(name: string, style: NameStyle): string {
  const own = styleOf(name);
  if (own === style || (own === "lower" && (style === "camel" || style === "snake"))) return name;
  const bare = bareName(name);
  const [before = "", after = ""] = name.split(bare, 2);
  return before + joined(wordsOf(bare), style) + after;
}

/** The style that a new name should have: that of the old one, of its like, or of the language. */
export function styleFor({
  kind,
  current,
  siblings,
  languageId,
}: {
  kind: "function" | "type" | "value";
  current: string;
  /** Names of the same kind in the same file. */
  siblings: readonly string[];
  languageId: string;
}): NameStyle {
  const own = styleOf(current);
  if (own !== undefined && own !== "lower") return own;
  if (kind === "type") return "pascal";
  const styles = siblings.map(styleOf).filter((style) => style === "camel" || style === "snake");
  const snakes = styles.filter((style) => style === "snake").length;
  if (styles.length > 0 && snakes * 2 !== styles.length)
    return snakes * 2 > styles.length ? "snake" : "camel";
  return snakeLanguages.has(languageId) ? "snake" : "camel";
}

const snakeLanguages = new Set(["python", "ruby", "rust", "c", "php", "shellscript", "elixir"]);

/** Without underscores at the ends, and without a sigil. */
function bareName(name: string): string {
  return name.replace(/^[_$#@]+|_+$/g, "");
}

/** Digits stay with the word before them. */
function wordsOf(name: string): string[] {
  const words: string[] = [];
  for (const part of identifierParts(name)) {
    const before = /^\d/.test(part) ? words.pop() : undefined;
    words.push((before ?? "") + part);
  }
  return words;
}

function joined(words: readonly string[], style: NameStyle): string {
  const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
  switch (style) {
    case "upper":
      return words.join("_").toUpperCase();
    case "snake":
      return words.join("_");
    case "pascal":
      return words.map(capital).join("");
    default:
      return words.map((word, at) => (at === 0 ? word : capital(word))).join("");
  }
}
