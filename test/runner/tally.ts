import { writeFileSync } from "node:fs";

/** How many tests of a suite passed and failed; its file exists only when the suite came to its end. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
}

/** Writes `tally` as JSON for the process that started the suite. */
export function writeTally(file: string, tally: Tally): void {
  writeFileSync(file, JSON.stringify(tally));
}
