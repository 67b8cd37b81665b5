/** What a person is typing that a list can complete: it begins at `from` with its sign. */
export interface Trigger {
  sign: "@" | "#" | "/";
  query: string;
  from: number;
}

/** What stands before the caret: `@` or `#` where a word begins, `/` where the text begins. */
export function triggerAt(text: string, caret: number): Trigger | undefined {
  const before = text.slice(0, caret);
  const command = /^\s*(\/)([\w.-]*)$/.exec(before);
  const attachment = /(?:^|\s)([@#])([^\s@#]*)$/.exec(before);
  const found = command ?? attachment;
  if (!found) return undefined;
  const [, sign = "", query = ""] = found;
  return { sign: sign as Trigger["sign"], query, from: caret - query.length - 1 };
}
