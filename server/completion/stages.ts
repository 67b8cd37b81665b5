/** The stages of one completion with their milliseconds; a stage begins where the last one ended. */
export interface Stages {
  readonly list: { name: string; ms: number }[];
  done(name: string): void;
}

/** Begins to measure. */
export function createStages(): Stages {
  const list: { name: string; ms: number }[] = [];
  let from = performance.now();
  return {
    list,
    done(name) {
      const now = performance.now();
      list.push({ name, ms: now - from });
      from = now;
    },
  };
}
