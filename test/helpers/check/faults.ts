import { basename } from "node:path";
import type { CheckOutcome } from "../../../server/check/checks.ts";

/** An outcome in a few lines: who checked, then `file:line severity message`, one-based. */
export function told(outcome: CheckOutcome): string[] {
  if (outcome.kind === "unchecked") return [`unchecked: ${outcome.reason}`];
  return outcome.worse.map(
    ({ uri, range, severity, message }) =>
      `${basename(uri)}:${range.start.line + 1} ${severity} ${message.split("\n")[0]}`,
  );
}
