import type { EditEvent, Proposal } from "../../../server/protocol/edit.ts";
import { carryHunks, carryRegion, type LineSpan, type OpenHunk, type TextChange } from "./carry.ts";

/** How far an edit is: what the server tells of it, then a preview that waits for a person elsewhere. */
export type EditStage = (EditEvent & { kind: "stage" })["stage"] | "previewing";

/** What was proposed, and what of it waits for a decision. */
export interface Review {
  proposal: Proposal;
  hunks: readonly OpenHunk[];
  /** How many hunks it had. */
  count: number;
}

/** What is being written in place of these lines, as they are in the document now. */
export interface Writing extends LineSpan {
  text: string;
}

/**
 * Where an edit stands. `earlier` is the proposal that words follow up: it stays until another one is
 * there.
 */
export type EditState =
  | { kind: "asking"; instruction: string; earlier?: Review }
  | { kind: "waiting"; stage: EditStage; writing?: Writing; earlier?: Review }
  | { kind: "proposed"; review: Review }
  | {
      kind: "refused";
      reason: string;
      remedy?: string;
      answer?: string;
      /** What would help: another model, or nothing but asking again. */
      offer: "model" | "again";
      earlier?: Review;
    };

/** The proposal that is to be seen in a state. */
export function reviewIn(state: EditState): Review | undefined {
  return state.kind === "proposed" ? state.review : state.earlier;
}

/** The state after the changes of one event; `lineAt` reads the document as it is now. */
export function afterChanges(
  state: EditState,
  changes: readonly TextChange[],
  lineAt: (line: number) => string | undefined,
): EditState {
  const carried = (review: Review): Review => ({
    ...review,
    hunks: carryHunks(review.hunks, [changes], lineAt),
  });
  if (state.kind === "proposed") return { ...state, review: carried(state.review) };
  const earlier = state.earlier && carried(state.earlier);
  const next = earlier ? { ...state, earlier } : state;
  if (next.kind !== "waiting" || !next.writing) return next;
  return { ...next, writing: carryRegion(next.writing, [changes]) };
}

/** The state without the hunk of this number; undefined when nothing waits any more. */
export function decided(state: EditState, number: number): EditState | undefined {
  const review = reviewIn(state);
  if (!review) return state;
  const hunks = review.hunks.filter((each) => each.number !== number);
  if (state.kind !== "proposed") return { ...state, earlier: { ...review, hunks } };
  return hunks.length > 0 ? { ...state, review: { ...review, hunks } } : undefined;
}
