import type { CompletedRequest } from "./feature.ts";
import type { Counted, StatisticsStore } from "./statistics.ts";

/** Follows suggestions from being shown to whether they are still there a minute after acceptance. */
export interface Acceptance {
  completed(one: CompletedRequest): void;
  /** The suggestion of this trace was accepted, with this text; one long forgotten counts for nothing. */
  accepted(id: number, text?: string): void;
  /** A document is about to be gone: what was accepted in it is judged now. */
  closed(uri: string, text: string): void;
  dispose(): void;
}

/** Suggestions whose acceptance can still be told: a few, because an editor shows only the last. */
const remembered = 20;
const keptAfterMs = 60_000;
/** So many characters before the end of a suggestion tell whether two are the same one, typed along. */
const sameTail = 512;

interface Suggestion extends Counted {
  ids: Set<number>;
  uri: string;
  tail: string;
  lineBefore: string;
  /** The cursor's line with the suggestion in it: what is looked for in the document later on. */
  wanted: string;
  accepted: boolean;
}

/** Creates the account; `textOf` gives an open document's text. */
export function createAcceptance({
  statistics,
  textOf,
}: {
  statistics: Pick<StatisticsStore, "count">;
  textOf(uri: string): string | undefined;
}): Acceptance {
  let recent: Suggestion[] = [];
  const waiting = new Map<Suggestion, NodeJS.Timeout>();

  function judge(suggestion: Suggestion, text: string | undefined): void {
    clearTimeout(waiting.get(suggestion));
    if (!waiting.delete(suggestion) || text === undefined) return;
    if (withoutSpace(text).includes(suggestion.wanted)) statistics.count(suggestion, "kept");
  }

  return {
    completed({ trace: { id, uri, languageId, source, outcome }, cursor, answered }) {
      if (outcome.kind !== "shown" || !answered) return;
      const tail = (cursor.prefix.slice(-sameTail) + outcome.text).slice(-sameTail);
      const same = recent.find((one) => one.uri === uri && one.tail === tail && !one.accepted);
      if (same) {
        same.ids.add(id);
        return;
      }
      const { lineBefore } = cursor;
      const wanted = withoutSpace(lineBefore + outcome.text);
      const one = {
        language: languageId,
        source,
        ids: new Set([id]),
        uri,
        tail,
        lineBefore,
        wanted,
      };
      recent = [...recent.slice(1 - remembered), { ...one, accepted: false }];
      statistics.count(one, "shown");
    },
    accepted(id, text) {
      const suggestion = recent.find(({ ids }) => ids.has(id));
      if (!suggestion || suggestion.accepted) return;
      suggestion.accepted = true;
      if (text !== undefined) suggestion.wanted = withoutSpace(suggestion.lineBefore + text);
      statistics.count(suggestion, "accepted");
      const timer = setTimeout(() => judge(suggestion, textOf(suggestion.uri)), keptAfterMs);
      timer.unref();
      waiting.set(suggestion, timer);
    },
    closed(uri, text) {
      for (const suggestion of [...waiting.keys()]) {
        if (suggestion.uri === uri) judge(suggestion, text);
      }
    },
    dispose() {
      for (const timer of waiting.values()) clearTimeout(timer);
      waiting.clear();
    },
  };
}

/** A formatter may set a suggestion in another way; it is kept all the same. */
function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
