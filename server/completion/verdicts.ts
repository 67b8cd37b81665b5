import type { About } from "./evidence.ts";
import type { CompletedRequest } from "./feature.ts";
import { type Landmark, landmarkOf, textSince } from "./landmark.ts";
import type { Observation } from "./strictness.ts";

/**
 * Finds out of each suggestion that the gate let pass whether it was taken: accepted, typed along to
 * its end, or in the document a minute after it left the screen; else it was left. It is found out
 * once, and not at all of one that nobody had time to read.
 */
export interface Verdicts {
  completed(one: CompletedRequest): void;
  /** The suggestion of this trace was accepted; one long forgotten counts for nothing. */
  accepted(id: number): void;
  /** A document is about to be gone: what is not yet known of it is looked for now. */
  closed(uri: string, text: string): void;
  dispose(): void;
}

/**
 * A suggestion that was on the screen for less than this was not read. Sourcegraph's Cody has counted
 * suggestions as read from 750 ms on (READ_TIMEOUT in its completion logger).
 */
export const readAfterMs = 750;
/** What is typed otherwise may still come to the same, when brackets were closed by the editor. */
const lookedForAfterMs = 60_000;
/** Suggestions that are known again, and whose acceptance can still be told. */
const remembered = 20;
/** White space aside, so many characters before a suggestion tell its place in the document. */
const anchorLength = 64;
/** It is looked for no further away than this: a document may be large. */
const reach = 20_000;

interface Suggestion {
  ids: Set<number>;
  about: About;
  mean: number;
  place: Landmark;
  /** Its text without white space, which editors and formatters change. */
  wanted: string;
  /** Milliseconds on the screen until it was last shown, and when that was. */
  readMs: number;
  shownAt: number;
  known: boolean;
}

/** Creates the verdicts; `textOf` gives an open document's text. */
export function createVerdicts({
  observe,
  textOf,
}: {
  observe(about: About, observation: Observation): void;
  textOf(uri: string): string | undefined;
}): Verdicts {
  let recent: Suggestion[] = [];
  let onScreen: Suggestion | undefined;
  const gone = new Map<Suggestion, NodeJS.Timeout>();

  function decide(suggestion: Suggestion, taken: boolean): void {
    forget(suggestion);
    if (suggestion.known) return;
    suggestion.known = true;
    observe(suggestion.about, { at: Date.now(), mean: suggestion.mean, taken });
  }

  function forget(suggestion: Suggestion): void {
    clearTimeout(gone.get(suggestion));
    gone.delete(suggestion);
  }

  function lookFor(suggestion: Suggestion, text: string | undefined): void {
    if (text === undefined) forget(suggestion);
    else decide(suggestion, standsIn(text, suggestion));
  }

  function lookForLater(suggestion: Suggestion): void {
    const look = (): void => lookFor(suggestion, textOf(suggestion.place.uri));
    gone.set(suggestion, setTimeout(look, lookedForAfterMs).unref());
  }

  /** What became of the suggestion on the screen when this request was made. */
  function follow(suggestion: Suggestion, one: CompletedRequest, askedAt: number): void {
    const since = textSince(suggestion.place, one.cursor);
    const typed = since === undefined ? undefined : withoutSpace(since);
    const seenMs = suggestion.readMs + askedAt - suggestion.shownAt;
    const toTheEnd = typed?.startsWith(suggestion.wanted) ?? false;
    const agrees = typed !== undefined && suggestion.wanted.startsWith(typed);
    if (!toTheEnd && (one.answered ? says(one, suggestion) : agrees)) return;
    onScreen = undefined;
    suggestion.readMs = seenMs;
    if (seenMs < readAfterMs) return;
    if (toTheEnd) decide(suggestion, true);
    else lookForLater(suggestion);
  }

  function show(one: CompletedRequest, mean: number, text: string): void {
    const { trace, cursor, model } = one;
    let suggestion = recent.find((each) => says(one, each));
    if (!suggestion) {
      suggestion = {
        ids: new Set(),
        about: { model: model ?? "", language: trace.languageId },
        mean,
        place: landmarkOf(cursor),
        wanted: withoutSpace(text),
        readMs: 0,
        shownAt: 0,
        known: false,
      };
      recent = [...recent.slice(1 - remembered), suggestion];
    }
    suggestion.ids.add(trace.id);
    if (suggestion === onScreen || suggestion.known) return;
    forget(suggestion);
    suggestion.shownAt = trace.at;
    onScreen = suggestion;
  }

  return {
    completed(one) {
      const { at, stages, outcome, sureness } = one.trace;
      const askedAt = at - stages.reduce((sum, { ms }) => sum + ms, 0);
      if (onScreen) follow(onScreen, one, askedAt);
      if (outcome.kind === "shown" && one.answered && sureness?.mean !== undefined)
        show(one, Math.min(0, sureness.mean + (sureness.witness?.lift ?? 0)), outcome.text);
    },
    accepted(id) {
      const suggestion = recent.find(({ ids }) => ids.has(id));
      if (suggestion) decide(suggestion, true);
    },
    closed(uri, text) {
      if (onScreen?.place.uri === uri) onScreen = undefined;
      for (const suggestion of [...gone.keys()]) {
        if (suggestion.place.uri === uri) lookFor(suggestion, text);
      }
    },
    dispose() {
      for (const timer of gone.values()) clearTimeout(timer);
      gone.clear();
    },
  };
}

/** Whether a request was answered with a suggestion, or with what is left of it. */
function says({ trace: { outcome }, cursor }: CompletedRequest, suggestion: Suggestion): boolean {
  const typed = outcome.kind === "shown" ? textSince(suggestion.place, cursor) : undefined;
  if (typed === undefined || outcome.kind !== "shown") return false;
  return withoutSpace(typed + outcome.text) === suggestion.wanted;
}

/** Whether it stands where it was suggested, or close by. */
function standsIn(text: string, { place, wanted }: Suggestion): boolean {
  const near = text.slice(Math.max(0, place.offset - reach), place.offset + reach);
  const anchor = withoutSpace(place.before).slice(-anchorLength);
  return withoutSpace(near).includes(anchor + wanted);
}

function withoutSpace(text: string): string {
  return text.replaceAll(/\s+/g, "");
}
