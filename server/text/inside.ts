import { type Inside, type Marks, marksOf } from "./marks.ts";

/**
 * Whether a text ends inside a comment or a string, judged by the usual marks of its language alone:
 * what a grammar knows better is to be asked first. A string that no mark closes ends with its line.
 */
export function insideOf(before: string, languageId: string): Inside {
  const text = before.slice(-lookBack);
  return new Lexer(text, marksOf(languageId)).before(text.length);
}

/** Characters before the cursor that are looked at, so that a long file costs no more than a short one. */
const lookBack = 4_096;

/** Follows a text from its beginning and tells what each place of it is in. */
export class Lexer {
  readonly #text: string;
  readonly #marks: Marks;
  #at = 0;
  #inside: Inside = "code";
  /** What ends the comment or string; a line's end too, where `endsWithLine`. */
  #closing = "";
  #endsWithLine = false;

  constructor(text: string, marks: Marks) {
    this.#text = text;
    this.#marks = marks;
  }

  /** What the place before the character at `index` is in; indexes only ever grow. */
  before(index: number): Inside {
    while (this.#at < index) this.#step();
    return this.#inside;
  }

  #step(): void {
    const text = this.#text;
    const at = this.#at;
    if (this.#inside !== "code") {
      if (this.#endsWithLine && text[at] === "\n") this.#leave(1);
      else if (this.#inside === "string" && text[at] === "\\") this.#at += 2;
      else if (this.#closing !== "" && text.startsWith(this.#closing, at))
        this.#leave(this.#closing.length);
      else this.#at += 1;
      return;
    }
    if (isPlain(text.charCodeAt(at))) {
      this.#at += 1;
      return;
    }
    const { line, block, long, quotes } = this.#marks;
    const comment = block.find(([opening]) => text.startsWith(opening, at));
    const string = long.find(([opening]) => text.startsWith(opening, at));
    const mark = line.find((each) => text.startsWith(each, at));
    const character = text[at] ?? "";
    if (comment) this.#enter("comment", comment[0].length, comment[1]);
    else if (string) this.#enter("string", string[0].length, string[1]);
    else if (mark !== undefined) this.#enter("comment", mark.length, "");
    else if (quotes.includes(character)) this.#enter("string", 1, character, true);
    else this.#at += 1;
  }

  #enter(inside: Inside, length: number, closing: string, endsWithLine = closing === ""): void {
    this.#inside = inside;
    this.#closing = closing;
    this.#endsWithLine = endsWithLine;
    this.#at += length;
  }

  #leave(length: number): void {
    this.#inside = "code";
    this.#at += length;
  }
}

/** Letters, digits and white space begin neither a comment nor a string. */
function isPlain(unit: number): boolean {
  return (
    unit <= 32 ||
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95
  );
}
