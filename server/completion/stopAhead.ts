import { type Ahead, isSaidAhead } from "./ahead.ts";

/**
 * Ends a streamed text at the first whole line that stands after the cursor already: nothing that the
 * model writes from there on would be shown. The line stays, for a filter to cut it.
 */
export function stopAhead(
  cut: { text: string; complete: boolean },
  { lineBefore, next }: { lineBefore: string; next: Ahead },
): { text: string; complete: boolean } {
  const lines = cut.text.split("\n");
  const repeated = lines.findIndex(
    (line, index) =>
      index < lines.length - 1 &&
      isSaidAhead(index === 0 ? lineBefore + line : line, next, { last: false }),
  );
  return repeated < 0 ? cut : { text: lines.slice(0, repeated + 1).join("\n"), complete: true };
}
