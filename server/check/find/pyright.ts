import { existsSync } from "node:fs";
import { basename, join } from "node:path";
import type { Finding } from "../checker.ts";
import type { LanguageServer } from "../lsp/languageServer.ts";
import { asNode, offline } from "./environment.ts";
import { executableIn, pathFolders } from "./executable.ts";
import type { Found, Surroundings } from "./found.ts";
import { nodePackage } from "./nodePackage.ts";
import { virtualEnvironments } from "./virtualEnvironments.ts";

/** The stricter relative first: a project that has it wants it. */
const packages = ["basedpyright", "pyright"] as const;

/** The pyright of the workspace's packages, of its virtual environment, or of this machine. */
export function findPyright(at: Surroundings): Found {
  const environments = virtualEnvironments(at);
  const python = executableIn(environments, "python");
  for (const name of packages) {
    const found = nodePackage(name, { folder: at.folder, within: at.workspace });
    const script = found && join(found.folder, "langserver.index.js");
    if (script === undefined || !existsSync(script)) continue;
    return {
      kind: "language-server",
      server: serverOf(name, python, found?.version),
      command: {
        file: process.execPath,
        args: [script, "--stdio"],
        folder: at.root,
        environment: { ...offline, ...asNode },
      },
    };
  }
  for (const name of packages) {
    const file = executableIn([...environments, ...pathFolders()], `${name}-langserver`);
    if (file === undefined) continue;
    const command = { file, args: ["--stdio"], folder: at.root, environment: offline };
    return { kind: "language-server", server: serverOf(name, python), command };
  }
  return {
    kind: "none",
    reason: "Pyright, which would check Python, was not found: the workspace can bring it.",
  };
}

/** It resolves imports by the disk alone. */
function missesNewModule({ code, message }: Finding, newFiles: readonly string[]): boolean {
  if (code !== "reportMissingImports" && code !== "reportAttributeAccessIssue") return false;
  const named = /^(?:Import )?"(?:[^"]*\.)?([^".]+)" (?:could not be resolved|is unknown)/.exec(
    message,
  );
  const modules = newFiles.map((uri) => uri.replace(/\/__init__\.py$/, ".py"));
  return modules.some((uri) => basename(uri).replace(/\.pyi?$/, "") === named?.[1]);
}

function serverOf(name: string, python: string | undefined, version?: string): LanguageServer {
  const analysis = { diagnosticMode: "openFilesOnly", autoSearchPaths: true };
  return {
    name,
    ...(version && { version }),
    // Asked for diagnostics, it does not answer for a file that another one has changed.
    telling: "push",
    unseen: ({ code, message }) => {
      if (code === "reportMissingImports" || code === "reportMissingModuleSource")
        return "packages";
      return code === "reportUndefinedVariable" ? message : undefined;
    },
    overlooks: missesNewModule,
    settings: {
      python: { analysis, ...(python && { pythonPath: python }) },
      basedpyright: { analysis },
    },
  };
}
