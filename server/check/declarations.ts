import type { LineRange } from "./checker.ts";

/** What a file declares, as language servers tell it: lines and characters are zero-based. */
export interface Declaration {
  kind: "container" | "constructor" | "other";
  firstLine: number;
  lastLine: number;
  /** Where its name stands. */
  name: { line: number; character: number };
  children: readonly Declaration[];
}

/** References are asked for so many declarations at most. */
const most = 8;

/**
 * What an edit of these lines may change for other files: top-level declarations that it touches, and
 * of classes and the like also the members that it touches, members first.
 */
export function touchedDeclarations(
  declarations: readonly Declaration[],
  lines: readonly LineRange[],
): Declaration[] {
  const members: Declaration[] = [];
  const tops: Declaration[] = [];
  for (const top of declarations) {
    if (!isTouched(top, lines)) continue;
    tops.push(top);
    if (top.kind === "container")
      members.push(
        ...top.children.filter((child) => child.kind !== "constructor" && isTouched(child, lines)),
      );
  }
  return [...members, ...tops].slice(0, most);
}

function isTouched({ firstLine, lastLine }: Declaration, lines: readonly LineRange[]): boolean {
  return lines.some(({ first, end }) =>
    first === end ? firstLine < first && lastLine >= first : firstLine < end && lastLine >= first,
  );
}
