import type { MoveFile } from "./moveFile.ts";

/** Where a file says `space.name`, with `space` the name that it has for a module. */
export function qualifiedUses(
  { text, module }: MoveFile,
  space: string,
  name: string,
): { start: number; end: number }[] {
  const whole = `${space}.${name}`;
  const first = space.replace(/\..*/, "");
  return module.statements.flatMap(({ uses }) =>
    uses
      .filter(
        (use) =>
          use.name === first &&
          text.startsWith(whole, use.start) &&
          !/^[\p{L}\p{N}_$]/u.test(text.slice(use.start + whole.length)),
      )
      .map(({ start }) => ({ start, end: start + whole.length })),
  );
}
