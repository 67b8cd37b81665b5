import { type AheadLine, saidAhead } from "./ahead.ts";

/**
 * Ends a streamed text at the first whole line that stands after the cursor already: nothing that the
 * model writes from there on would be shown. The line stays, for a filter to cut it.
 */
export function stopAhead(
  cut: { text: string; complete: boolean },
  { lineBefore, next }: { lineBefore: string; next: readonly AheadLine[] },
): { text: string; complete: boolean } {
  const whole = cut.text.slice(0, Math.max(0, cut.text.lastIndexOf("\n")));
  const repeated = whole === "" ? -1 : saidAhead(`${whole}\n`, lineBefore, next);
  if (repeated < 0) return cut;
  return {
    text: whole
      .split("\n")
      .slice(0, repeated + 1)
      .join("\n"),
    complete: true,
  };
}
