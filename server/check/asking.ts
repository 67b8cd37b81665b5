import type { ToolEnding } from "../process/tool.ts";
import { createBaselines } from "./baselines.ts";
import type { Checker } from "./checker.ts";
import type { CheckOutcome, FileChange } from "./checks.ts";
import { type Compared, compareWith, type Question } from "./comparison.ts";
import { type Waited, withDeadline, within } from "./deadline.ts";

/** How long an answer may take: `stopped` is the person's doing, `signal` also the budget's end. */
export interface Limits {
  budgetMs: number;
  signal: AbortSignal;
  stopped: AbortSignal;
}

/** Asks checkers one question after the other: what one of them is shown is one thing at a time. */
export interface Asking {
  compare(checker: Checker, question: () => Question, limits: Limits): Promise<CheckOutcome>;
  /** Has a checker read a document, for as long as nobody asks anything else. */
  warm(checker: Checker, uri: string, question: () => Promise<Question>): void;
  /** Something has changed on the disk. */
  fileChanged(checker: Checker, uri: string, change: FileChange): void;
}

interface Unable {
  kind: "unable";
  clause: string;
}

/** A checker that has just been started may read a large project for so long. */
const warmMs = 120_000;
/** A question that failed has most often lost its process, which is heard a little later. */
const endingMs = 100;

/** Creates the order in which checkers are asked. */
export function createAsking(): Asking {
  const turns = new WeakMap<Checker, Promise<unknown>>();
  const baselines = createBaselines();
  const warming = new WeakMap<Checker, AbortController>();

  function inTurn<T>(checker: Checker, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(checker) ?? Promise.resolve()).then(work, work);
    turns.set(checker, turn);
    return turn;
  }

  return {
    async compare(checker, question, { budgetMs, signal, stopped }) {
      warming.get(checker)?.abort();
      let by = checker.name;
      const work = inTurn(checker, async (): Promise<Waited<Compared> | Unable> => {
        const ready = await within(checker.ready, signal);
        if (ready.kind !== "came") return ready;
        by = ready.value;
        if (checker.problem !== undefined) return { kind: "unable", clause: checker.problem };
        return compareWith(checker, question(), { signal, budgetMs, baselines });
      });
      const waited = await within(Promise.race([work, gone(checker)]), signal);
      const result = waited.kind === "came" ? waited.value : waited;
      if (result.kind === "came") {
        const { worse, cut } = result.value;
        const note = "Not every file that uses this was looked at.";
        return { kind: "checked", by, worse, ...(cut && { note }) };
      }
      if (stopped.aborted) return unchecked("The check was stopped.");
      if (result.kind === "unable") return unchecked(`${by} cannot check this: ${result.clause}`);
      if (result.kind === "late") return unchecked(`${by} did not answer in time.`);
      const ending = await withDeadline({ ms: endingMs }, (soon) => within(checker.ended, soon));
      return unchecked(
        ending.kind === "came" ? endingSentence(by, ending.value) : `${by} could not answer.`,
      );
    },
    warm(checker, uri, question) {
      const stop = new AbortController();
      warming.get(checker)?.abort();
      warming.set(checker, stop);
      const read = (signal: AbortSignal) => async (): Promise<void> => {
        const ready = await within(Promise.race([checker.ready, gone(checker)]), signal);
        if (ready.kind !== "came" || typeof ready.value !== "string") return;
        const { open } = await question();
        checker.show(open);
        const known = baselines.of(checker, open);
        if (known.has(uri)) return;
        const found = await within(
          Promise.race([checker.findings(uri, signal), gone(checker)]),
          signal,
        );
        if (found.kind === "came" && !("kind" in found.value)) known.set(uri, found.value);
      };
      void withDeadline({ ms: warmMs, signal: stop.signal }, (signal) =>
        inTurn(checker, read(signal)),
      ).catch(() => {});
    },
    fileChanged(checker, uri, change) {
      baselines.forget(checker);
      checker.fileChanged(uri, change);
    },
  };
}

/** Resolves when a checker has ended. */
function gone(checker: Checker): Promise<{ kind: "failed" }> {
  return checker.ended.then(() => ({ kind: "failed" }));
}

function unchecked(reason: string): CheckOutcome {
  return { kind: "unchecked", reason };
}

/** How a checker ended, as a sentence. */
export function endingSentence(name: string, { clause, lastWords }: ToolEnding): string {
  return `${name} has ended: ${clause}${lastWords === "" ? "" : ` (“${lastWords}”)`}.`;
}
