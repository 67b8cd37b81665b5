import { indentOf } from "../text/indentation.ts";
import { type Echo, echoOf } from "./answer.ts";
import { encodeContext, levelOf, unitOf } from "./encoded.ts";
import { endOfLine, isFollowedBy, type Occurrence } from "./occurrences.ts";
import { type EchoQuery, nextLine } from "./place.ts";
import type { AskedStore } from "./store.ts";

/** An echo goes on over line ends for so many lines at most: more would be a paste. */
const mostLines = 8;

/**
 * The echo at a cursor, gone on with over line ends while each further line is at least as probable
 * as `sure`. It ends before a line that stands below the cursor already. The probability is that of
 * the first line.
 */
export function echoLines(query: EchoQuery, store: AskedStore, sure: number): Echo | undefined {
  const first = echoOf(query, store);
  if (!first || first.probability < sure || restOfLine(query.suffix) !== "") return first;
  const tabs = /^\t/m.test(query.prefix.slice(-4_000));
  const below = nextLine(query.suffix);
  const belowBytes = encodeContext(below ?? "").subarray(1);
  let text = first.text;
  let last = first;
  for (let lines = 1; lines < mostLines; lines += 1) {
    const [occurrence] = last.occurrences;
    const relative = nextLevel(occurrence);
    if (!occurrence || relative === undefined) break;
    if (belowBytes.length > 0 && isFollowedBy(occurrence, belowBytes)) break;
    const indent = shifted(indentAt(query.prefix + text), relative, { tabs, query });
    const prefix = `${query.prefix}${text}\n${indent}`;
    const next = echoOf({ ...query, prefix }, store);
    if (!next || next.probability < sure || next.text.trim() === "") break;
    if (next.text.trim() === below) break;
    text += `\n${indent}${next.text}`;
    last = next;
  }
  return { ...first, text };
}

/** How many levels deeper the line after an occurrence is; undefined where the file ends. */
function nextLevel(occurrence: Occurrence | undefined): number | undefined {
  if (!occurrence) return undefined;
  const { segment, place } = occurrence.match;
  const { bytes } = segment;
  const end = endOfLine(bytes, place, occurrence.file.end);
  if (end >= occurrence.file.end) return undefined;
  return levelOf(bytes[end] ?? 0) - occurrence.layout.level;
}

function shifted(
  indent: string,
  levels: number,
  { tabs, query }: { tabs: boolean; query: EchoQuery },
): string {
  const unit = tabs ? "\t" : " ".repeat(unitOf(query.prefix));
  if (levels >= 0) return indent + unit.repeat(levels);
  return indent.slice(0, Math.max(0, indent.length + levels * unit.length));
}

function indentAt(before: string): string {
  return indentOf(before.slice(before.lastIndexOf("\n") + 1));
}

function restOfLine(suffix: string): string {
  return (suffix.split("\n", 1)[0] ?? "").trim();
}
