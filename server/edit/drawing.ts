import type { EditEvent } from "../protocol/edit.ts";
import type { Target } from "./target.ts";

/** Milliseconds between two pictures of what is being written. */
const drawEveryMs = 60;

/** Tells of a region as it is written: at once that writing has begun, then at most so often. */
export function createDrawing(
  { region }: Pick<Target, "region">,
  edit: string,
  tell: (event: EditEvent) => void,
): (text: string) => void {
  const { firstLine, endLine } = region;
  let last = Number.NEGATIVE_INFINITY;
  return (text) => {
    const now = performance.now();
    if (now - last < drawEveryMs) return;
    if (last < 0) tell({ edit, kind: "stage", stage: "writing" });
    last = now;
    tell({ edit, kind: "text", firstLine, endLine, text });
  };
}
