import type { Checker, Finding, ShownText } from "./checker.ts";

/** What checkers have found in a state of the texts, before anything was proposed. */
export interface Baselines {
  /** What is known of the state in which these texts are shown; findings are added to it as they come. */
  of(checker: Checker, texts: readonly ShownText[]): Map<string, readonly Finding[]>;
  /** Something has changed on the disk. */
  forget(checker: Checker): void;
}

interface Baseline {
  texts: ReadonlyMap<string, string>;
  findings: Map<string, readonly Finding[]>;
  since: number;
}

/** What has changed on the disk unheard is noticed after so long. */
const validMs = 120_000;

/**
 * Creates the memory of the last state of each checker: to go from a text to another and back costs
 * some of them as much as to look for the first time.
 */
export function createBaselines(): Baselines {
  const last = new WeakMap<Checker, Baseline>();
  return {
    of(checker, texts) {
      const known = last.get(checker);
      const now = performance.now();
      if (known && now - known.since < validMs && isSame(known.texts, texts)) return known.findings;
      const findings = new Map<string, readonly Finding[]>();
      const shown = new Map(texts.map(({ uri, text }) => [uri, text]));
      last.set(checker, { texts: shown, findings, since: now });
      return findings;
    },
    forget: (checker) => void last.delete(checker),
  };
}

function isSame(known: ReadonlyMap<string, string>, texts: readonly ShownText[]): boolean {
  return known.size === texts.length && texts.every(({ uri, text }) => known.get(uri) === text);
}
