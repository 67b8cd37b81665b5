import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** How tsserver, which reads nothing while it works, is told that a request is not wanted any more. */
export interface Cancelling {
  args: readonly string[];
  cancel(request: number): void;
  dispose(): void;
}

/** Creates the way of one tsserver: a file for each request that is cancelled, in a folder of its own. */
export function createCancelling(): Cancelling {
  const folder = mkdtempSync(join(tmpdir(), "ingle-tsserver-"));
  const prefix = join(folder, "cancel");
  return {
    args: ["--cancellationPipeName", `${prefix}*`],
    cancel(request) {
      try {
        writeFileSync(`${prefix}${request}`, "");
      } catch {
        // The folder is gone, and tsserver with it.
      }
    },
    dispose: () => rmSync(folder, { recursive: true, force: true }),
  };
}
