/** Ends a streamed text at the first of several stop texts, none of which is let through in part. */
export interface StopCutter {
  /** Takes more text; gives what may be shown of it, and whether a stop has come. */
  take(text: string): { text: string; stopped: boolean };
  /** What was held back, once no more text comes. */
  rest(): string;
}

/** Creates a cutter for one answer. */
export function createStopCutter(stops: readonly string[]): StopCutter {
  let held = "";
  return {
    take(text) {
      held += text;
      const at = Math.min(...stops.map((stop) => indexOr(held, stop)), held.length);
      if (at < held.length) return { text: held.slice(0, at), stopped: true };
      const kept = longestBeginning(held, stops);
      const shown = held.slice(0, held.length - kept);
      held = held.slice(held.length - kept);
      return { text: shown, stopped: false };
    },
    rest: () => held,
  };
}

function indexOr(text: string, stop: string): number {
  const at = text.indexOf(stop);
  return at < 0 ? text.length : at;
}

/** The length of the longest end of the text with which a stop may begin. */
function longestBeginning(text: string, stops: readonly string[]): number {
  const longest = Math.max(0, ...stops.map((stop) => stop.length - 1));
  for (let length = Math.min(longest, text.length); length > 0; length -= 1) {
    const end = text.slice(text.length - length);
    if (stops.some((stop) => stop.startsWith(end))) return length;
  }
  return 0;
}
