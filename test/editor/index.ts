import { appendFileSync } from "node:fs";
import { runMocha } from "../runner/mocha.ts";
import { writeTally } from "../runner/tally.ts";

const TIMEOUT_MS = 30_000;

/**
 * What VS Code calls in its extension host. The process that opened the editor says in INGLE_HOST_RUN
 * which bundles to run and where to write; VS Code's own exit code is 0 also after a crash, so that
 * process looks for the tally.
 */
export async function run(): Promise<void> {
  const { files, report, tally } = JSON.parse(process.env.INGLE_HOST_RUN ?? "{}") as HostRun;
  const write = (line: string) => appendFileSync(report, `${line}\n`);
  writeTally(tally, await runMocha({ files, timeoutMs: TIMEOUT_MS, write }));
}

/** Which bundles to run in the extension host, and the files for mocha's report and the counts. */
export interface HostRun {
  readonly files: readonly string[];
  readonly report: string;
  readonly tally: string;
}
