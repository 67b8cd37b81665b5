import { canonical } from "./canonical.ts";
import type { CheckOutcome, ShadowFile } from "./checks.ts";

/** The files that were given are named as they were given. */
export function asGiven(outcome: CheckOutcome, given: readonly ShadowFile[]): CheckOutcome {
  if (outcome.kind === "unchecked") return outcome;
  const names = new Map(given.map(({ uri }) => [canonical(uri), uri]));
  const worse = outcome.worse.map((fault) => ({
    ...fault,
    uri: names.get(fault.uri) ?? fault.uri,
  }));
  return { ...outcome, worse };
}

/** Several outcomes as one: what was checked counts, and what was not is a note on it. */
export function together(outcomes: readonly CheckOutcome[]): CheckOutcome {
  const checked = outcomes.filter((each) => each.kind === "checked");
  const reasons = outcomes.flatMap((each) => (each.kind === "unchecked" ? [each.reason] : []));
  if (checked.length === 0)
    return { kind: "unchecked", reason: reasons[0] ?? "There is nothing to check." };
  const notes = [...checked.flatMap(({ note }) => note ?? []), ...reasons];
  return {
    kind: "checked",
    by: checked.map(({ by }) => by).join(", "),
    worse: checked.flatMap((each) => each.worse),
    ...(notes.length > 0 && { note: [...new Set(notes)].join(" ") }),
  };
}
