/**
 * The names in an answer, in its order: one a line, as it was asked, or in a list, between quotes,
 * after a number, before an explanation. The last line counts only where it is `complete`.
 */
export function readNames(answer: string, { complete }: { complete: boolean }): string[] {
  const lines = answer.split("\n");
  const whole = complete ? lines : lines.slice(0, -1);
  const found = whole.flatMap((line) => namesIn(line));
  return [...new Set(found)];
}

function namesIn(line: string): string[] {
  const text = line.trim();
  if (text === "" || /^```/.test(text)) return [];
  const bare = text.replace(/^(?:[-*•+]|\d+[.):])\s+/, "");
  // A list in one line, as JSON or with commas.
  const parts = bare.replace(/^\[|\],?$/g, "").split(/\s*,\s*/);
  if (parts.length > 1 && parts.every((part) => nameIn(part, "alone") !== undefined))
    return parts.flatMap((part) => nameIn(part, "alone") ?? []);
  const name = nameIn(bare, "first");
  return name === undefined ? [] : [name];
}

function nameIn(text: string, where: "alone" | "first"): string | undefined {
  const quoted = /^(?:\*\*)?[`"']([\p{L}_$][\p{L}\p{N}_$]*)(?:\(\))?[`"'](?:\*\*)?/u.exec(text);
  if (quoted)
    return where === "alone" && quoted[0].length < text.replace(/,$/, "").length
      ? undefined
      : quoted[1];
  const plain =
    /^(?:\*\*)?([\p{L}_$][\p{L}\p{N}_$]*)(?:\(\))?(?:\*\*)?(?=$|\s*(?:,|;|:|-|–|—|\())/u.exec(text);
  if (!plain || (where === "alone" && plain[0].length < text.length)) return undefined;
  // "Sure: …" and "Here are some names:" name nothing.
  return /^(?:sure|here|names?|okay|ok|certainly|suggestions?|note|of course)$/i.test(
    plain[1] ?? "",
  )
    ? undefined
    : plain[1];
}
