/** A conflict between markers in a text; all lines are zero-based and inclusive. */
export interface Conflict {
  firstLine: number;
  lastLine: number;
  ours: Side;
  theirs: Side;
  /** Where git was told to show what both come from (merge.conflictStyle). */
  base?: string;
}

/** What stands on one side, and the name behind its marker. */
export interface Side {
  name: string;
  text: string;
}

/** Finds the conflicts that git has left in a text. What is not closed is none. */
export function parseConflicts(text: string): Conflict[] {
  if (!text.includes("<<<<<<<")) return [];
  const lines = text.split(/\r\n|\n/);
  const conflicts: Conflict[] = [];
  let open: { from: number; base?: number; middle?: number } | undefined;
  for (const [at, line] of lines.entries()) {
    const mark = /^(<{7}|\|{7}|={7}|>{7})(?: .*)?$/.exec(line)?.[1]?.[0];
    if (mark === "<") open = { from: at };
    else if (!open || mark === undefined) continue;
    else if (mark === "|" && open.middle === undefined) open.base = at;
    // A line of equal signs may be a heading's; the first one counts.
    else if (mark === "=" && open.middle === undefined) open.middle = at;
    else if (mark === ">" && open.middle !== undefined) {
      const { from, base, middle } = open;
      const between = (first: number, end: number): string =>
        lines.slice(first + 1, end).join("\n");
      conflicts.push({
        firstLine: from,
        lastLine: at,
        ours: { name: nameOf(lines[from]), text: between(from, base ?? middle) },
        theirs: { name: nameOf(line), text: between(middle, at) },
        ...(base === undefined ? {} : { base: between(base, middle) }),
      });
      open = undefined;
    }
  }
  return conflicts;
}

/** A text in which each conflict is decided for our side, and where the lines of one of them stand then. */
export function withOurs(
  text: string,
  conflicts: readonly Conflict[],
  wanted: Conflict,
): { text: string; firstLine: number; endLine: number } {
  const lines = text.split(/\r\n|\n/);
  const kept: string[] = [];
  let place = { firstLine: 0, endLine: 0 };
  let at = 0;
  for (const conflict of conflicts) {
    kept.push(...lines.slice(at, conflict.firstLine));
    const own = conflict.ours.text === "" ? [] : conflict.ours.text.split("\n");
    if (conflict === wanted) place = { firstLine: kept.length, endLine: kept.length + own.length };
    kept.push(...own);
    at = conflict.lastLine + 1;
  }
  kept.push(...lines.slice(at));
  return { text: kept.join("\n"), ...place };
}

function nameOf(marker = ""): string {
  return marker.slice(8).trim();
}
