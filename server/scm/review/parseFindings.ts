import type { Finding } from "../../protocol/scm.ts";

/** A finding as a model wrote it; the line counts from one and may be any number. */
export interface ReportedFinding {
  line: number;
  severity: Finding["severity"];
  text: string;
}

/**
 * Reads what a model found in one file: the lines `NUMBER | SEVERITY | SENTENCE` that it was asked for,
 * with whatever marks and words small models put around the parts, or a list in JSON. Praise, repeated
 * lines and words around the list are passed over; no finding at all is an empty list.
 */
export function parseFindings(answer: string): ReportedFinding[] {
  const found = fromJson(answer) ?? fromLines(answer);
  const seen = new Set<string>();
  return found.filter(({ line, text }) => {
    const key = `${line} ${text.toLowerCase()}`;
    if (text === "" || isNothing(text) || seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const longestText = 400;

const severities: Record<string, Finding["severity"]> = {
  ...Object.fromEntries(
    ["error", "bug", "critical", "high", "severe", "security", "blocker"].map((word) => [
      word,
      "error" as const,
    ]),
  ),
  ...Object.fromEntries(
    ["warning", "warn", "risk", "medium", "major", "issue"].map((word) => [
      word,
      "warning" as const,
    ]),
  ),
  ...Object.fromEntries(
    ["note", "info", "hint", "low", "minor", "suggestion", "nit"].map((word) => [
      word,
      "note" as const,
    ]),
  ),
};

const row = new RegExp(
  [
    /^[\s>]*(?:[-*•+]\s+|\d+[.)]\s+(?=\S*(?:line|l)?\s*\d+\s*[|:]))?[`*[|]*\s*/, // marks of a list
    /(?:[\w./-]+\.\w+:)?/, // a path
    /(?:lines?|l|number|#)?\s*[:#]?\s*(?<line>\d{1,7})(?:\s*(?:-|–|to)\s*\d+)?/, // the number, or the first of two
    /[`*\]]*\s*(?:[|:,–—-]|\()\s*/, // what stands between
    /[`*[]*(?<severity>[A-Za-z]+)?[`*\])]*\s*(?:[|:–—-]\s*)?(?<text>.*)$/,
  ]
    .map(({ source }) => source)
    .join(""),
  "i",
);

function fromLines(answer: string): ReportedFinding[] {
  const found: ReportedFinding[] = [];
  let open = false;
  for (const line of answer.replaceAll("\r", "").split("\n")) {
    const parts = /^\s*(?:`{3,}|~{3,})/.test(line) ? undefined : row.exec(line)?.groups;
    const last = found.at(-1);
    if (parts?.line === undefined) {
      // A sentence that goes on in the next line.
      if (open && last && /^\s*\S/.test(line) && !/^\s*(?:`{3}|~{3}|none\b)/i.test(line))
        last.text = `${last.text} ${line.trim()}`.slice(0, longestText);
      else open = false;
      continue;
    }
    const word = parts.severity ?? "";
    const severity = severities[word.toLowerCase()];
    const text = severity ? (parts.text ?? "") : `${word} ${parts.text ?? ""}`;
    found.push({
      line: Number(parts.line),
      severity: severity ?? "warning",
      text: cleanText(text),
    });
    open = true;
  }
  return found;
}

function fromJson(answer: string): ReportedFinding[] | undefined {
  const list = /\[[\s\S]*\]/.exec(answer)?.[0];
  if (list === undefined || !/^\[\s*(?:\{|\])/.test(list)) return undefined;
  let value: unknown;
  try {
    value = JSON.parse(list);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((each: Record<string, unknown> | null) => {
    const line = Number(each?.line ?? each?.number ?? each?.NUMBER);
    const text = [each?.text, each?.sentence, each?.message, each?.issue, each?.SENTENCE].find(
      (field) => typeof field === "string",
    );
    const severity =
      severities[String(each?.severity ?? each?.SEVERITY).toLowerCase()] ?? "warning";
    if (!Number.isInteger(line) || typeof text !== "string") return [];
    return [{ line, severity, text: cleanText(text) }];
  });
}

function cleanText(text: string): string {
  return text
    .trim()
    .replace(/^[|:*`\s]+|[|*\s]+$/g, "")
    .slice(0, longestText);
}

/** A line that was written only because one was asked for. */
function isNothing(text: string): boolean {
  return /^(?:none\b|no (?:issues?|problems?|errors?|findings?|concerns?)\b|nothing\b|looks (?:good|fine|correct)|ok(?:ay)?\b\.?$|correct\.?$|n\/a)/i.test(
    text,
  );
}
