import type { Lane } from "../engine.ts";

/** Gives the processor to one unit of work at a time: a piece of a prompt, or one token. */
export interface Turns {
  /** Runs `work` when its turn has come: waiting typing goes before waiting chat. */
  take<T>(lane: Lane, work: () => Promise<T>): Promise<T>;
}

/** Creates the turns of one engine process; within a lane, first come is first served. */
export function createTurns(): Turns {
  const waiting: Record<Lane, (() => void)[]> = { completion: [], chat: [] };
  let busy = false;

  function next(): void {
    const start = waiting.completion.shift() ?? waiting.chat.shift();
    if (start) start();
    else busy = false;
  }

  return {
    async take(lane, work) {
      if (busy) await new Promise<void>((resolve) => waiting[lane].push(resolve));
      busy = true;
      try {
        return await work();
      } finally {
        next();
      }
    },
  };
}
