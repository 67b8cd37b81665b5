/** The offset itself, or the one before it where it would split a surrogate pair. */
export function characterStart(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset - 1 : offset;
}

/** The offset itself, or the one after it where it would split a surrogate pair. */
export function characterEnd(text: string, offset: number): number {
  return splitsPair(text, offset) ? offset + 1 : offset;
}

function splitsPair(text: string, offset: number): boolean {
  const before = text.charCodeAt(offset - 1);
  const after = text.charCodeAt(offset);
  return before >= 0xd800 && before <= 0xdbff && after >= 0xdc00 && after <= 0xdfff;
}
