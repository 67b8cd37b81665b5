/** A place in a file as people and compilers write it: `path:line:column`, counted from one. */
export interface Location {
  path: string;
  line: number;
  column: number;
}

/** Reads a location, or returns undefined; a path may itself hold colons (`C:\app.ts:3:1`). */
export function parseLocation(text: string): Location | undefined {
  const match = /^(.+):(\d+):(\d+)$/.exec(text);
  if (!match?.[1]) return undefined;
  const line = Number(match[2]);
  const column = Number(match[3]);
  return line >= 1 && column >= 1 ? { path: match[1], line, column } : undefined;
}
