import type { Answer, Completer } from "./completer.ts";
import { tokensBefore, tokensOf } from "./tokens.ts";

/** The longest context, in tokens. */
const order = 5;
/** What backing off to the next shorter context costs: "stupid back-off" (Brants et al., 2007). */
const backOff = 0.4;
/** The part of the prefix that the context is taken from. */
const contextCharacters = 2_000;

/**
 * A token n-gram model with back-off over the project's files, which takes the whole rest of a line as
 * its next symbol: that is more often right than one likeliest token after the other. It counts by
 * reading through all tokens, so its times are no index's.
 */
export function ngramModel(): Completer {
  const { encode, decode, idOf } = tokenTable();
  const lineEnd = idOf("\n");
  const files = new Map<string, Int32Array>();
  const restAt = ({ file, at }: Occurrence): string => {
    const end = file.indexOf(lineEnd, at);
    return decode(file.subarray(at, end < 0 ? file.length : end));
  };
  return {
    update(path, _languageId, text) {
      if (text === undefined) files.delete(path);
      else files.set(path, encode(tokensOf(text)));
    },
    answer({ path, prefix, suffix }) {
      const { tokens, begun } = tokensBefore(prefix.slice(-contextCharacters));
      const context = encode(tokens.slice(-order)).reverse();
      // The cursor's line is not a line yet.
      const above = prefix.slice(0, prefix.lastIndexOf("\n") + 1);
      const others = [...files].flatMap(([other, file]) => (other === path ? [] : [file]));
      const occurrences = occurrencesOf(context, [
        encode(tokensOf(above)),
        encode(tokensOf(suffix)),
        ...others,
      ]);
      const restsAt = (depth: number): string[] =>
        occurrences[depth]!.map(restAt).flatMap((rest) =>
          rest.startsWith(begun) && rest.length > begun.length ? [rest.slice(begun.length)] : [],
        );
      return likeliest(context.length, restsAt);
    },
  };
}

/** The place behind a context in a file. */
interface Occurrence {
  file: Int32Array;
  at: number;
}

/** Where the context occurs, by how much of it does; its nearest token comes first. */
function occurrencesOf(context: Int32Array, files: readonly Int32Array[]): Occurrence[][] {
  const found: Occurrence[][] = Array.from({ length: context.length + 1 }, () => []);
  const [nearest] = context;
  if (nearest === undefined) return found;
  for (const file of files) {
    for (let at = file.indexOf(nearest) + 1; at > 0; at = file.indexOf(nearest, at) + 1) {
      let depth = 1;
      while (depth < context.length && file[at - 1 - depth] === context[depth]) depth += 1;
      found[depth]!.push({ file, at });
    }
  }
  return found;
}

/** Each continuation counts in the longest context in which it was seen. */
function likeliest(
  longest: number,
  restsAt: (depth: number) => readonly string[],
): Answer | undefined {
  let best: Answer | undefined;
  const counts = new Map<string, number>();
  const scored = new Set<string>();
  let total = 0;
  for (let depth = longest; depth > 0; depth -= 1) {
    const price = backOff ** (longest - depth);
    if (best && best.probability >= price) break;
    const rests = restsAt(depth);
    total += rests.length;
    for (const rest of rests) counts.set(rest, (counts.get(rest) ?? 0) + 1);
    for (const text of new Set(rests)) {
      if (scored.has(text)) continue;
      scored.add(text);
      const probability = (price * counts.get(text)!) / total;
      if (!best || probability > best.probability) best = { text, probability };
    }
  }
  return best;
}

interface TokenTable {
  idOf(token: string): number;
  encode(tokens: readonly string[]): Int32Array;
  decode(ids: Int32Array): string;
}

function tokenTable(): TokenTable {
  const ids = new Map<string, number>();
  const texts: string[] = [];
  const idOf = (token: string): number => {
    const known = ids.get(token);
    if (known !== undefined) return known;
    ids.set(token, texts.length);
    return texts.push(token) - 1;
  };
  return {
    idOf,
    encode: (tokens) => Int32Array.from(tokens, idOf),
    decode: (encoded) => Array.from(encoded, (id) => texts[id]).join(""),
  };
}
