import type { Step } from "./cases.ts";
import type { Completer } from "./completer.ts";
import { type Outcome, outcomeOf } from "./outcome.ts";
import { processorMs } from "./processor.ts";

/** A completer by the name that stands in tables. */
export interface Named {
  name: string;
  completer: Completer;
}

/** What one completer came to. */
export interface Played {
  outcomes: Outcome[];
  /** Milliseconds of processor time to take in a commit, and an edit of the cursor's file. */
  commitMs: number[];
  typingMs: number[];
}

/** Leads completers through the history of a project, side by side, and asks them at each cursor. */
export async function play(
  steps: AsyncIterable<Step>,
  completers: readonly Named[],
): Promise<Map<string, Played>> {
  const players = completers.map(({ name, completer }) => ({
    name,
    completer,
    played: { outcomes: [], commitMs: [], typingMs: [] } as Played,
    sinceCommitMs: 0,
  }));
  for await (const step of steps) {
    for (const player of players) {
      const { completer, played } = player;
      const began = processorMs();
      if (step.kind === "case") {
        const answer = completer.answer(step.given);
        played.outcomes.push(outcomeOf(step.given, answer, processorMs() - began));
      } else if (step.by === "commit") {
        completer.update(step.path, step.languageId, step.text);
        player.sinceCommitMs += processorMs() - began;
      } else {
        completer.settle?.();
        const settled = processorMs();
        if (player.sinceCommitMs > 0) played.commitMs.push(player.sinceCommitMs + settled - began);
        player.sinceCommitMs = 0;
        completer.update(step.path, step.languageId, step.text);
        completer.settle?.();
        played.typingMs.push(processorMs() - settled);
      }
    }
  }
  return new Map(players.map(({ name, played }) => [name, played]));
}
