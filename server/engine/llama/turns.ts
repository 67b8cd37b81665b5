import type { Lane } from "../engine.ts";

/** Gives the processor to one unit of work at a time: a piece of a prompt, or one token. */
export interface Turns {
  /** Announces a generation. While one of typing is announced, chat gets no turn. */
  enter(lane: Lane): Turn;
  /** While it is held, chat gets no turn either: the typing is in another process. */
  hold(held: boolean): void;
}

/** The turns of one generation. */
export interface Turn {
  /** Runs `work` when its turn has come. */
  take<T>(work: () => Promise<T>): Promise<T>;
  leave(): void;
}

/** Creates the turns of one engine process; within a lane, first come is first served. */
export function createTurns(): Turns {
  const waiting: Record<Lane, (() => void)[]> = { completion: [], chat: [] };
  let typing = 0;
  let holding = false;
  let busy = false;

  function next(): void {
    if (busy) return;
    const start =
      waiting.completion.shift() ?? (typing === 0 && !holding ? waiting.chat.shift() : undefined);
    if (!start) return;
    busy = true;
    start();
  }

  return {
    hold(held) {
      holding = held;
      next();
    },
    enter(lane) {
      let left = false;
      if (lane === "completion") typing += 1;
      return {
        async take(work) {
          await new Promise<void>((resolve) => {
            waiting[lane].push(resolve);
            next();
          });
          try {
            return await work();
          } finally {
            busy = false;
            next();
          }
        },
        leave() {
          if (left) return;
          left = true;
          if (lane === "completion") typing -= 1;
          next();
        },
      };
    },
  };
}
