import { homedir } from "node:os";
import { join } from "node:path";
import { offline } from "./environment.ts";
import { executableIn, pathFolders } from "./executable.ts";
import type { Found, Surroundings } from "./found.ts";

/**
 * Nothing is compiled and nothing of the project's own code is run: `cargo check` would read the disk,
 * where the shadow is not, and write to it.
 */
const options = {
  checkOnSave: false,
  cargo: { buildScripts: { enable: false }, extraArgs: ["--offline"] },
  procMacro: { enable: false },
  diagnostics: { disabled: ["unresolved-proc-macro", "macro-error", "unlinked-file"] },
  files: { watcher: "client" },
};

/** rust-analyzer from this machine, or from rustup's folder. */
export function findRustAnalyzer({ root }: Surroundings): Found {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const file = executableIn([...pathFolders(), join(cargoHome, "bin")], "rust-analyzer");
  if (file === undefined)
    return {
      kind: "none",
      reason: "rust-analyzer, which would check Rust, was not found on this machine.",
    };
  return {
    kind: "language-server",
    server: {
      name: "rust-analyzer",
      telling: "pull",
      settings: { "rust-analyzer": options },
      initializationOptions: options,
      readyWhen: "quiescent",
    },
    command: { file, args: [], folder: root, environment: offline },
  };
}
