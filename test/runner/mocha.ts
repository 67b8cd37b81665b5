import { format } from "node:util";
import Mocha from "mocha";
import type { Tally } from "./tally.ts";

/** How a suite is run. */
export interface MochaRun {
  /** Bundles of test files, as absolute paths. */
  readonly files: readonly string[];
  /** How long one test may take, unless it says otherwise. */
  readonly timeoutMs: number;
  /** Takes mocha's report, line by line; standard output where there is none. */
  readonly write?: (line: string) => void;
}

/** Runs the bundles in this process, prints mocha's own report, and resolves to the counts. */
export async function runMocha({ files, timeoutMs, write }: MochaRun): Promise<Tally> {
  const { Base } = Mocha.reporters;
  if (write) {
    Base.useColors = false;
    Base.consoleLog = (...parts: unknown[]) => write(format(...parts));
  }
  const mocha = new Mocha({ ui: "bdd", timeout: timeoutMs, reporter: "spec", forbidOnly: true });
  for (const file of files) mocha.addFile(file);
  await mocha.loadFilesAsync();
  return new Promise((resolve) => {
    const runner = mocha.run(() => {
      const { passes = 0, failures = 0 } = runner.stats ?? {};
      resolve({ passed: passes, failed: failures });
    });
  });
}
