import { identifierParts } from "../../text/identifierParts.ts";
import type { Row, Sqlite } from "../sqlite.ts";
import type { SymbolMatch } from "../workspaceIndex.ts";
import type { Question } from "./question.ts";
import { stemOf } from "./stem.ts";
import { affordable, createRowCount, wordExpression } from "./terms.ts";

/** A symbol that was found, where its name stands, and how the name answers. */
export interface FoundSymbol {
  readonly chunk: number;
  readonly name: string;
  /** Zero-based, in UTF-16 code units. */
  readonly line: number;
  readonly character: number;
  readonly match: SymbolMatch;
}

/**
 * The symbols that answer a question, each chunk once: first those whose names were typed, wholly, by
 * their beginning, their initials or their letters, then those whose names are made of its words.
 */
export type FindSymbols = (question: Question, most: number) => FoundSymbol[];

/** Names that are looked at to find one by its initials or letters. */
const mostLooked = 2_000;
const longestAbbreviation = 24;
const mostByWords = 300;
/**
 * What a name has to answer: one of one word that is asked for has 1, one of three words of which two
 * are asked for 4/3. A single word among many is no name that somebody meant.
 */
const leastOfFew = 1;
const leastOfMany = 4 / 3;
const fewWords = 2;

/** Prepares the search for names in a database. */
export function createSymbolSearch(database: Sqlite): FindSymbols {
  const columns = "symbol.chunk, symbol.name, symbol.line, symbol.character";
  const exact = database.prepare(
    `SELECT ${columns} FROM symbol WHERE lower(name) = ? ORDER BY kind = 'value', id LIMIT ?`,
  );
  const beginning = database.prepare(
    `SELECT ${columns} FROM symbol WHERE lower(name) > ? AND lower(name) < ?
     ORDER BY length(name), kind = 'value', id LIMIT ?`,
  );
  const lettered = database.prepare(
    `SELECT ${columns} FROM symbol WHERE lower(name) > ? AND lower(name) < ?
     AND name LIKE ? ESCAPE '\\' ORDER BY length(name) LIMIT ${mostLooked}`,
  );
  const byWords = database.prepare(
    `SELECT ${columns} FROM symbol_text JOIN symbol ON symbol.id = symbol_text.rowid
     WHERE symbol_text MATCH ? ORDER BY symbol_text.rank LIMIT ${mostByWords}`,
  );
  const rowsOf = createRowCount(database, "symbol_text");

  function* named({ names, alone }: Question, most: number): Generator<FoundSymbol> {
    for (const name of names) yield* found(exact.all(name.toLowerCase(), most), "exact");
    const lower = alone?.toLowerCase() ?? "";
    if (lower.length < 2) return;
    yield* found(beginning.all(lower, after(lower), most), "prefix");
    if (lower.length <= longestAbbreviation) yield* abbreviated(lower);
  }

  function* abbreviated(letters: string): Generator<FoundSymbol> {
    const first = letters.charAt(0);
    const pattern = [...letters].map((each) => each.replace(/[%_\\]/, "\\$&")).join("%");
    const ranked = lettered
      .all(first, after(first), `${pattern}%`)
      .map((row) => ({ row, how: closeness(letters, String(row.name)) }))
      .filter(({ how }) => how > 0)
      .sort((a, b) => b.how - a.how);
    for (const { row, how } of ranked) yield* found([row], how >= 1 ? "initials" : "letters");
  }

  function* worded(question: Question, most: number): Generator<FoundSymbol> {
    for (const name of joinedWords(question)) yield* found(exact.all(name, most), "words");
    const terms = question.words.map((word) => {
      const expression = wordExpression(word, question);
      return { expression, rows: rowsOf(expression) };
    });
    const expression = affordable(terms);
    if (expression === undefined) return;
    const stems = question.words.map((word) => (word === question.begun ? word : stemOf(word)));
    const least = stems.length > fewWords ? leastOfMany : leastOfFew;
    const answering = byWords
      .all(expression)
      .map((row) => ({ row, answer: answerOf(String(row.name), stems) }))
      .filter(({ answer }) => answer >= least)
      .sort((a, b) => b.answer - a.answer);
    for (const { row } of answering) yield* found([row], "words");
  }

  function* all(question: Question, most: number): Generator<FoundSymbol> {
    yield* named(question, most);
    yield* worded(question, most);
  }

  return (question, most) => byChunk(all(question, most), most);
}

function* found(rows: readonly Row[], match: SymbolMatch): Generator<FoundSymbol> {
  for (const { chunk, name, line, character } of rows)
    yield {
      chunk: Number(chunk),
      name: String(name),
      line: Number(line),
      character: Number(character),
      match,
    };
}

/** The first of each chunk, as long as there is room. */
function byChunk(symbols: Iterable<FoundSymbol>, most: number): FoundSymbol[] {
  const first = new Map<number, FoundSymbol>();
  for (const symbol of symbols) {
    if (first.size >= most) break;
    if (!first.has(symbol.chunk)) first.set(symbol.chunk, symbol);
  }
  return [...first.values()];
}

/** How many of a name's words are asked for, times their share of the name. */
function answerOf(name: string, stems: readonly string[]): number {
  const parts = identifierParts(name);
  const asked = parts.filter((part) => stems.some((stem) => part.startsWith(stem))).length;
  return (asked * asked) / parts.length;
}

/** Neighbouring words as a name would join them: `load config` may be loadConfig or load_config. */
function joinedWords({ words }: Question): string[] {
  const joined: string[] = [];
  for (let length = Math.min(4, words.length); length >= 2; length -= 1)
    for (let at = 0; at + length <= words.length; at += 1) {
      const run = words.slice(at, at + length);
      joined.push(run.join(""), run.join("_"));
    }
  return joined;
}

/**
 * How well typed letters abbreviate a name: at least 1 where each begins a part of it (`gCS` for
 * getCompletionSource), below where they only follow each other in it, 0 where they do not.
 */
export function closeness(letters: string, name: string): number {
  const parts = identifierParts(name);
  const starts = parts.map((part) => part.charAt(0)).join("");
  if (starts === letters) return 2;
  if (starts.startsWith(letters)) return 1 + letters.length / starts.length / 2;
  const lower = name.toLowerCase();
  let at = 0;
  let together = 0;
  for (const letter of letters) {
    const next = lower.indexOf(letter, at);
    if (next < 0) return 0;
    if (next === at && at > 0) together += 1;
    at = next + 1;
  }
  const share = letters.length / lower.length;
  return (together + 1) / letters.length < 0.5 ? 0 : 0.9 * share;
}

/** The first text behind all that begin with this one. */
function after(start: string): string {
  return `${start}\u{10ffff}`;
}
