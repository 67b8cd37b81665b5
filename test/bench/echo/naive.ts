import type { Answer, Explained, Explainer, Place } from "./completer.ts";

/** Occurrences beyond these change no majority. */
const mostOccurrences = 2_000;

/**
 * The naive search: the longest text before the cursor that occurs elsewhere in the project, and its
 * commonest continuation to the end of the line. Exact, white space included; it keeps no index.
 */
export function naiveSearch(): Explainer {
  const files = new Map<string, string>();
  const search = (at: Place): Found | undefined => {
    const lineStart = at.prefix.lastIndexOf("\n") + 1;
    const others = [...files].flatMap(([path, text]) => (path === at.path ? [] : [text]));
    return longestMatch(at.prefix, [at.prefix.slice(0, lineStart), at.suffix, ...others]);
  };
  return {
    update(path, _languageId, text) {
      if (text === undefined) files.delete(path);
      else files.set(path, text);
    },
    answer: (at) => answerOf(search(at)),
    explain: (at) => explained(search(at)),
  };
}

interface Found {
  /** Characters before the cursor that occur elsewhere too. */
  length: number;
  /** How the line goes on, and how often it does so. */
  text: string;
  count: number;
  total: number;
}

/** A suffix that occurs contains shorter ones that occur: the length is doubled, then bisected. */
function longestMatch(prefix: string, texts: readonly string[]): Found | undefined {
  let length = 0;
  let holding = texts;
  let tooLong = prefix.length + 1;
  for (let step = 1; length + 1 < tooLong; ) {
    const next = step > 0 ? Math.min(length + step, tooLong - 1) : (length + tooLong) >> 1;
    const wanted = prefix.slice(prefix.length - next);
    const found = holding.filter((text) => text.includes(wanted));
    if (found.length > 0) {
      length = next;
      holding = found;
      step *= 2;
    } else {
      tooLong = next;
      step = 0;
    }
  }
  return length === 0 ? undefined : commonest(prefix.slice(prefix.length - length), holding);
}

function commonest(wanted: string, texts: readonly string[]): Found | undefined {
  const counts = new Map<string, number>();
  let total = 0;
  for (const text of texts) {
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + 1)) {
      const from = at + wanted.length;
      const end = text.indexOf("\n", from);
      const rest = text.slice(from, end < 0 ? text.length : end).trimEnd();
      counts.set(rest, (counts.get(rest) ?? 0) + 1);
      total += 1;
      if (total >= mostOccurrences) break;
    }
    if (total >= mostOccurrences) break;
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best && { length: wanted.length, text: best[0], count: best[1], total };
}

/** Surer the longer the match and the more its occurrences agree; a rank, not a probability. */
function answerOf(found: Found | undefined): Answer | undefined {
  if (!found || found.text === "") return undefined;
  const { length, count, total, text } = found;
  return { text, probability: (count / total) * (1 - Math.exp(-length / 20)) };
}

function explained(found: Found | undefined): Explained[] {
  if (!found || found.text === "") return [];
  const { length, count, total, text } = found;
  const features = {
    "log of the match's length": Math.log(length),
    agreement: count / total,
    "log of the occurrences": Math.log(total),
    "log of the answer's length": Math.log(text.length),
  };
  return [{ text, features }];
}
