import { createRestarts } from "../process/restarts.ts";
import { endingSentence } from "./asking.ts";
import type { Checker } from "./checker.ts";
import type { Found } from "./find/found.ts";

/** The checkers that run, by language and project. */
export interface Running {
  /** The checker that `find` finds, started if need be, or why there is none: a whole sentence. */
  get(key: string, name: string, find: () => Found): Checker | { reason: string };
  each(): readonly Checker[];
  dispose(): Promise<void>;
}

interface RunningOptions {
  start(found: Exclude<Found, { kind: "none" }>): Checker;
  /** A checker that nobody has asked for so long gives its memory back. */
  idleMs: number;
  /** A checker that owes an answer for so long hangs, and is ended. */
  hangMs: number;
  /** So many run at once; the one that was asked longest ago goes first. */
  most: number;
  log(line: string): void;
}

interface Entry {
  name: string;
  state:
    | { kind: "running"; checker: Checker; since: number }
    | { kind: "ended"; reason: string; again: number };
  restarts: ReturnType<typeof createRestarts>;
  asked: number;
}

/** After so long a checker that was given up is tried once more. */
const forgivenMs = 30 * 60_000;
const lookMs = 5_000;

/** Creates the keeper of checkers; nothing runs yet. */
export function createRunning(options: RunningOptions): Running {
  const { start, idleMs, hangMs, most, log } = options;
  const entries = new Map<string, Entry>();
  const stopping = new Set<Promise<void>>();
  let clock: ReturnType<typeof setInterval> | undefined;

  function run(key: string, entry: Entry, found: Exclude<Found, { kind: "none" }>): Checker {
    const checker = start(found);
    const since = performance.now();
    entry.state = { kind: "running", checker, since };
    log(`${entry.name} is started to check what is proposed (${found.command.folder}).`);
    void checker.ended.then((ending) => {
      if (entries.get(key) !== entry || entry.state.kind !== "running") return;
      if (entry.state.checker !== checker) return;
      const next = entry.restarts.crashed(performance.now() - since);
      const reason = endingSentence(checker.name, ending);
      log(reason);
      const wait = next.kind === "retry" ? next.afterMs : forgivenMs;
      if (next.kind === "give-up") entry.restarts.forget();
      entry.state = { kind: "ended", reason, again: performance.now() + wait };
    });
    return checker;
  }

  /** Looks for those who hang, and for those whom nobody asks. */
  function look(): void {
    const now = performance.now();
    for (const [key, entry] of entries) {
      if (entry.state.kind !== "running") continue;
      const { checker } = entry.state;
      if (checker.owesSince !== undefined && now - checker.owesSince > hangMs) {
        checker.kill(`it did not answer for ${Math.round(hangMs / 1_000)} s`);
      } else if (checker.owesSince === undefined && now - entry.asked > idleMs) stop(key, entry);
    }
    if ([...entries.values()].every(({ state }) => state.kind !== "running")) {
      clearInterval(clock);
      clock = undefined;
    }
  }

  function stop(key: string, { state }: Entry): void {
    entries.delete(key);
    if (state.kind !== "running") return;
    const stopped = state.checker.stop();
    stopping.add(stopped);
    void stopped.finally(() => stopping.delete(stopped));
  }

  function makeRoom(): void {
    const running = [...entries]
      .filter(([, { state }]) => state.kind === "running")
      .sort(([, a], [, b]) => a.asked - b.asked);
    for (const [key, entry] of running.slice(0, Math.max(0, running.length - most + 1)))
      stop(key, entry);
  }

  return {
    get(key, name, find) {
      const now = performance.now();
      const known = entries.get(key);
      if (known?.state.kind === "running") {
        known.asked = now;
        return known.state.checker;
      }
      if (known?.state.kind === "ended" && now < known.state.again)
        return { reason: known.state.reason };
      const found = find();
      if (found.kind === "none") return { reason: found.reason };
      makeRoom();
      const entry: Entry = {
        name,
        state: { kind: "ended", reason: "", again: 0 },
        restarts: known?.restarts ?? createRestarts(),
        asked: now,
      };
      entries.set(key, entry);
      clock ??= setInterval(look, Math.min(lookMs, idleMs, hangMs)).unref();
      return run(key, entry, found);
    },
    each: () =>
      [...entries.values()].flatMap(({ state }) =>
        state.kind === "running" ? [state.checker] : [],
      ),
    async dispose() {
      clearInterval(clock);
      for (const [key, entry] of entries) stop(key, entry);
      await Promise.all(stopping);
    },
  };
}
