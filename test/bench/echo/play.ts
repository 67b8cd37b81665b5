import type { Step } from "./cases.ts";
import type { Completer, EchoCase } from "./completer.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";

/** A completer by the name that stands in tables. */
export interface Named {
  name: string;
  completer: Completer;
}

/** What one completer came to. */
export interface Played {
  outcomes: Outcome[];
  /** Milliseconds for each change of a file: by a commit, and at the cursor of a case. */
  commitMs: number[];
  typingMs: number[];
}

/** Leads completers through the history of a project, side by side, and asks them at each cursor. */
export async function play(
  steps: AsyncIterable<Step>,
  completers: readonly Named[],
  onCase?: (given: EchoCase) => void,
): Promise<Map<string, Played>> {
  const played = new Map<string, Played>(
    completers.map(({ name }) => [name, { outcomes: [], commitMs: [], typingMs: [] }]),
  );
  for await (const step of steps) {
    for (const { name, completer } of completers) {
      const { outcomes, commitMs, typingMs } = played.get(name)!;
      const began = performance.now();
      if (step.kind === "file") {
        completer.update(step.path, step.languageId, step.text);
        (step.by === "commit" ? commitMs : typingMs).push(performance.now() - began);
      } else {
        const answer = completer.answer(step.given);
        outcomes.push(outcomeOf(step.given, answer, performance.now() - began));
      }
    }
    if (step.kind === "case") onCase?.(step.given);
  }
  return played;
}
