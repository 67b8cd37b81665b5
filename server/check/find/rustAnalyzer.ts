import { existsSync } from "node:fs";
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
  cargo: { buildScripts: { enable: false }, metadataExtraArgs: ["--locked"] },
  procMacro: { enable: false },
  diagnostics: {
    disabled: ["unresolved-proc-macro", "macro-error", "unlinked-file"],
    // Names and types are among them.
    experimental: { enable: true },
  },
  files: { watcher: "client" },
};

/** What is not found: where the standard library is not there, or what macros make. */
const unresolved = ["E0425", "E0432", "E0433", "E0599", "E0282"];

/** rust-analyzer from this machine, or from rustup's folder. */
export function findRustAnalyzer({ root }: Surroundings): Found {
  const cargoHome = process.env.CARGO_HOME ?? join(homedir(), ".cargo");
  const file = executableIn([...pathFolders(), join(cargoHome, "bin")], "rust-analyzer");
  if (file === undefined)
    return {
      kind: "none",
      reason: "rust-analyzer, which would check Rust, was not found on this machine.",
    };
  const cargo = executableIn([...pathFolders(), join(cargoHome, "bin")], "cargo");
  if (cargo === undefined)
    return {
      kind: "none",
      reason: "rust-analyzer asks cargo about a project, which was not found.",
    };
  // It has cargo make one, and a check leaves the disk as it is.
  if (!existsSync(join(root, "Cargo.lock")))
    return {
      kind: "none",
      reason: "Rust is checked where there is a Cargo.lock, and there is none.",
    };
  return {
    kind: "language-server",
    server: {
      name: "rust-analyzer",
      telling: "pull",
      settings: { "rust-analyzer": options },
      initializationOptions: options,
      readyWhen: "quiescent",
      unseen: ({ code }) => unresolved.find((each) => each === code),
    },
    command: { ...startedBy(file, cargo), folder: root, environment: offline },
  };
}

/**
 * rust-analyzer calls cargo in ways that write a Cargo.lock anew where it is not up to date, whatever its
 * settings say: it is started only where cargo has nothing to write. Windows has no such shell.
 */
function startedBy(file: string, cargo: string): { file: string; args: string[] } {
  if (process.platform === "win32") return { file, args: [] };
  const asked = "metadata --locked --offline --format-version 1 < /dev/null > /dev/null 2>&1";
  const refusal = "cargo would have to change Cargo.lock, or to download packages";
  const script = `"$0" ${asked} || { echo "${refusal}" >&2; exit 1; }; exec "$1"`;
  return { file: "/bin/sh", args: ["-c", script, cargo, file] };
}
