/** Tokens of a text, as numbers: so many that a comparison of patterns is a matter of microseconds. */
export interface PatternTokens {
  readonly text: string;
  readonly count: number;
  /** Where each begins and ends, in UTF-16 units. */
  readonly from: Int32Array;
  readonly to: Int32Array;
  /** Alike for tokens that are alike. */
  readonly code: Int32Array;
  readonly kind: Uint8Array;
}

export const lineEnd = 0;
export const name = 1;
export const mark = 2;

/** Room for the tokens of texts up to a length; the tokens that it held before are lost with each text. */
export function createPatternTokens(longest: number): (text: string) => PatternTokens {
  const room = {
    from: new Int32Array(longest),
    to: new Int32Array(longest),
    code: new Int32Array(longest),
    kind: new Uint8Array(longest),
  };
  return (text) => ({ text, count: fill(room, text.slice(0, longest)), ...room });
}

/** Names, numbers, single marks and line ends; white space and blank lines are none. */
function fill(
  { from, to, code, kind }: Pick<PatternTokens, "from" | "to" | "code" | "kind">,
  text: string,
): number {
  let count = 0;
  for (let at = 0; at < text.length; ) {
    const unit = text.charCodeAt(at);
    const start = at;
    at += 1;
    if (unit === 10) {
      if (count > 0 && kind[count - 1] === lineEnd) continue;
      kind[count] = lineEnd;
      code[count] = unit;
    } else if (unit <= 32) continue;
    else if (isWord(unit)) {
      let hash = hashed(seed, unit);
      for (; at < text.length && isWord(text.charCodeAt(at)); at += 1)
        hash = hashed(hash, text.charCodeAt(at));
      kind[count] = name;
      code[count] = hash;
    } else {
      kind[count] = mark;
      code[count] = unit;
    }
    from[count] = start;
    to[count] = at;
    count += 1;
  }
  return count;
}

/** The text of a token. */
export function textOf({ text, from, to }: PatternTokens, token: number): string {
  return text.slice(from[token], to[token]);
}

/** Whether a name is written so often in any language that another one never takes its place. */
export function isReserved(code: number): boolean {
  return reserved.has(code);
}

/** FNV-1a. */
const seed = 0x811c9dc5 | 0;

function hashed(hash: number, unit: number): number {
  return Math.imul(hash ^ unit, 0x01000193);
}

function isWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95 ||
    unit === 36 ||
    unit >= 128
  );
}

const reserved = new Set(
  (
    "if else for while do switch case default break continue return try catch finally throw raise except " +
    "new class struct interface enum fn func def function let const var val import from export package use " +
    "pub public private protected static final async await yield in of is not and or with as lambda self " +
    "this super null None nil true false True False void int string bool type impl mod match where get set"
  )
    .split(" ")
    .map((word) => [...word].reduce((hash, each) => hashed(hash, each.charCodeAt(0)), seed)),
);
