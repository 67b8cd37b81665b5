import { randomUUID } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How tsserver, which reads nothing while it works, is told that a request is not wanted any more. */
export interface Cancelling {
  args: readonly string[];
  cancel(request: number): void;
  dispose(): void;
}

/**
 * Creates the way of one tsserver: a file for each request that is cancelled, in a folder that is made
 * for the first of them.
 */
export function createCancelling(): Cancelling {
  const folder = join(tmpdir(), `ingle-tsserver-${randomUUID()}`);
  const prefix = join(folder, "cancel");
  return {
    args: ["--cancellationPipeName", `${prefix}*`],
    cancel(request) {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        writeFileSync(`${prefix}${request}`, "");
      } catch {
        // What is not cancelled is answered later, and nobody waits for it.
      }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
