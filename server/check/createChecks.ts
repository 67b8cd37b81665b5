import type { Checks } from "./checks.ts";

interface ChecksOptions {
  /** Whether a person trusts this workspace: its own tools are run then. */
  trusted(): boolean;
  /** Absolute paths of the workspace's folders. */
  folders(): readonly string[];
  /** The `lib` folder of the editor's own TypeScript, where it has one. */
  typescript(): string | undefined;
  log(line: string): void;
}

/** Creates the checks of a workspace; nothing is started before it is needed. */
export function createChecks(_options: ChecksOptions): Checks {
  const reason = "No checker is known for this language.";
  return {
    warm() {},
    compare: async () => ({ kind: "unchecked", reason }),
    format: async () => ({ kind: "unformatted", reason }),
    async dispose() {},
  };
}
