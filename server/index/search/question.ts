import { identifierParts } from "../../text/identifierParts.ts";
import { isCommonWord } from "./commonWords.ts";

/** What somebody looks for, taken apart. */
export interface Question {
  /** What is searched for in texts, in lower case and each once: words, and the parts of names. */
  readonly words: readonly string[];
  /** What may be a name as a program has it, as it was written. */
  readonly names: readonly string[];
  /** The only name, where nothing else is asked: it may be a beginning or an abbreviation. */
  readonly alone?: string;
  /** What stood in quotation marks: words that have to follow each other. */
  readonly phrases: readonly string[];
  /** Parts of paths, in lower case: `server/text`, `main.ts`. */
  readonly paths: readonly string[];
  /** The last of the words, where it may go on. */
  readonly begun?: string;
}

/** Longer questions are cut: nobody searches by more, and each word costs time. */
const mostWords = 24;
const mostCharacters = 2_000;

/**
 * Takes a question apart. Common words of questions are left out unless nothing else was asked. With
 * `begun`, the text is still being typed, and its last word may be the beginning of a longer one.
 */
export function questionOf(text: string, { begun }: { begun: boolean }): Question {
  const given = text.slice(0, mostCharacters);
  const phrases = [...given.matchAll(/"([^"]+)"/g)].map(([, phrase = ""]) => phrase.trim());
  const unquoted = given.replaceAll('"', " ");
  const paths = unquoted.split(/\s+/).map(bare).filter(isPath);
  const rest = unquoted.split(/\s+/).filter((word) => !paths.includes(bare(word)));
  const tokens = rest.flatMap((word) => word.match(token) ?? []);
  const all = distinct(tokens.flatMap(wordsOf));
  const telling = all.filter((word) => !isCommonWord(word));
  const words = (telling.length > 0 ? telling : all).slice(0, mostWords);
  const names = distinct(tokens.filter((each) => isCompound(each) || tokens.length === 1));
  const last = begun ? tokens.at(-1) : undefined;
  const open = last !== undefined && given.endsWith(last) ? wordsOf(last).at(-1) : undefined;
  return {
    words,
    names,
    phrases: phrases.filter((phrase) => /[\p{L}\p{N}]/u.test(phrase)),
    paths: paths.map((path) => path.toLowerCase()),
    ...(tokens.length === 1 && names[0] !== undefined ? { alone: names[0] } : {}),
    ...(open === undefined ? {} : { begun: open }),
  };
}

const token = /[\p{L}\p{N}_$]+/gu;

/** A name's own spelling and the words it is made of. */
function wordsOf(name: string): string[] {
  const whole = name.toLowerCase().replaceAll("$", "");
  const parts = identifierParts(name);
  return [...(whole === "" ? [] : [whole]), ...(parts.length > 1 ? parts : [])];
}

function isCompound(name: string): boolean {
  return /\p{Ll}\p{Lu}|\p{L}_\p{L}|[\p{L}_]\p{N}|\p{Lu}{2}\p{Ll}|\$/u.test(name);
}

function isPath(word: string): boolean {
  return /^[\w.@-]*[\w-]\/[\w.@/-]+$/.test(word) || /^[\w-][\w.-]*\.[a-z]{1,4}$/.test(word);
}

/** Without what a sentence puts around a word. */
function bare(word: string): string {
  return word.replace(/^[^\p{L}\p{N}_@.$]+|[^\p{L}\p{N}_$/]+$/gu, "");
}

function distinct(all: readonly string[]): string[] {
  return [...new Set(all)];
}
