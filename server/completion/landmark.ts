import type { Cursor } from "./cursor.ts";

/** Characters on either side that tell one place from another. */
const reach = 2_048;

/** Where a suggestion began, in little memory: enough to know the place again while one types. */
export interface Landmark {
  readonly uri: string;
  readonly offset: number;
  readonly line: number;
  readonly before: string;
  readonly after: string;
  readonly afterLength: number;
}

/** Takes the landmark of a cursor. */
export function landmarkOf(cursor: Cursor): Landmark {
  return {
    uri: cursor.uri,
    offset: cursor.offset,
    line: cursor.position.line,
    before: copyOf(cursor.prefix.slice(-reach)),
    after: copyOf(cursor.suffix.slice(0, reach)),
    afterLength: cursor.suffix.length,
  };
}

/** What was typed since the landmark was taken, or undefined if more than typing happened. */
export function typedSince(then: Landmark, now: Cursor): string | undefined {
  const untouched = then.afterLength === now.suffix.length && now.suffix.startsWith(then.after);
  return untouched ? textSince(then, now) : undefined;
}

/**
 * What stands between the landmark and the cursor, whatever has come behind the cursor: an editor
 * closes brackets there. Undefined if the cursor is before it, or the text before it has changed.
 */
export function textSince(then: Landmark, now: Cursor): string | undefined {
  if (then.uri !== now.uri) return undefined;
  const lines = now.position.line - then.line;
  const length = now.offset - then.offset - (now.eol === "\r\n" ? lines : 0);
  if (length < 0 || lines < 0) return undefined;
  const typedFrom = now.prefix.length - length;
  const before = now.prefix.slice(Math.max(0, typedFrom - then.before.length), typedFrom);
  if (typedFrom < 0 || before !== then.before) return undefined;
  return now.prefix.slice(typedFrom);
}

/** A slice of a string keeps the whole string in memory; a copy does not. */
function copyOf(text: string): string {
  return Buffer.from(text, "utf16le").toString("utf16le");
}
