import type { Segment } from "../engine.ts";

/**
 * The text before and after the cursor, for a server that makes a prompt of it itself: of a prompt
 * without any control token that has a suffix. Undefined for every other prompt.
 */
export function gapOf(prompt: readonly Segment[]): { before: string; after: string } | undefined {
  if (prompt.some(({ special }) => special)) return undefined;
  if (!prompt.some(({ role }) => role === "suffix")) return undefined;
  const join = (wanted: boolean): string =>
    prompt
      .filter(({ role }) => (role === "suffix") === wanted)
      .map(({ text }) => text)
      .join("");
  return { before: join(false), after: join(true) };
}
