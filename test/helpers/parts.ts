/** A case of a text file, and its parts by name: the word behind the name, and the lines below it. */
export interface PartedCase {
  name: string;
  parts: ReadonlyMap<string, { word: string; body: string }>;
}

/**
 * Reads cases from a text: a line `▌ …` begins a case, or one of its parts where its first word is the
 * name of one. `→` is a tab, `␠` a blank at the end of a line, `␍` a carriage return, `¬` a line end that is
 * not there.
 */
export function partedCases(text: string, names: readonly string[]): PartedCase[] {
  const cases: { name: string; parts: Map<string, { word: string; body: string }> }[] = [];
  for (const part of text.split(/^▌ /m).slice(1)) {
    const end = part.indexOf("\n");
    const head = part.slice(0, end);
    const name = head.split(" ")[0] ?? "";
    if (!names.includes(name)) cases.push({ name: head, parts: new Map() });
    else
      cases
        .at(-1)
        ?.parts.set(name, { word: head.slice(name.length + 1), body: plain(part.slice(end + 1)) });
  }
  return cases;
}

/** A document without the lines `├` and `┤` above and below a region of it. */
export function regionIn(document: string): { before: string; text: string; after: string } {
  const [before = "", rest = ""] = document.split(/^├\n/m);
  const [text = "", after = ""] = rest.split(/^┤\n/m);
  return { before, text, after };
}

/** The last part of a case, without the blank line that parts it from the next. */
export function ended(text: string): string {
  return text.replace(/\n\n$/, "\n");
}

function plain(text: string): string {
  return text
    .replaceAll("→", "\t")
    .replaceAll("␠", " ")
    .replaceAll("␍", "\r")
    .replaceAll("¬\n", "");
}
