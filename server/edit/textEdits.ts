/** A replacement of `start..end` of a text. */
export interface TextEdit {
  start: number;
  end: number;
  text: string;
}

/** The text with edits that do not overlap; those at one place stay in their order. */
export function withEdits(text: string, edits: readonly TextEdit[]): string {
  const ordered = edits.map((edit, order) => ({ edit, order }));
  ordered.sort((a, b) => a.edit.start - b.edit.start || a.order - b.order);
  let result = "";
  let at = 0;
  for (const { edit } of ordered) {
    result += text.slice(at, edit.start) + edit.text;
    at = Math.max(at, edit.end);
  }
  return result + text.slice(at);
}
