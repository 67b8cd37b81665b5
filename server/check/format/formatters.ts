import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import type { Command } from "../../process/tool.ts";
import { asNode, offline } from "../find/environment.ts";
import { executableIn, pathFolders } from "../find/executable.ts";
import { nodePackage } from "../find/nodePackage.ts";
import type { Place } from "../find/place.ts";
import { fileSays, nearest } from "../find/upwards.ts";
import { virtualEnvironments } from "../find/virtualEnvironments.ts";

/** A formatter that reads a text from its standard input and writes it formatted. */
export interface FoundFormatter {
  /** Its name, and its version where that is known without asking. */
  by: string;
  command: Command;
}

/** A file to be formatted: `file` is its absolute path. */
export interface FormattedPlace extends Place {
  file: string;
}

/** A formatter that is known. */
export interface Formatter {
  /** Language ids, as editors name them. */
  ids: readonly string[];
  /** undefined: the project does not use it, or it is not there. */
  find(at: FormattedPlace): FoundFormatter | undefined;
}

const scripts = ["typescript", "typescriptreact", "javascript", "javascriptreact"];

/** The formatters that are known, in the order in which they are tried. */
export const formatters: readonly Formatter[] = [
  {
    ids: [...scripts, "json", "jsonc", "css", "graphql"],
    find: (at) => {
      const folder = configured(at, ["biome.json", "biome.jsonc", ".biome.json", ".biome.jsonc"]);
      return ofNode(at, folder, {
        ...{ name: "Biome", packageName: "@biomejs/biome", program: "bin/biome" },
        args: ["format", `--stdin-file-path=${at.file}`],
      });
    },
  },
  {
    ids: [
      ...[...scripts, "json", "jsonc", "json5", "css", "scss", "less", "html", "vue", "svelte"],
      ...["markdown", "mdx", "yaml", "graphql", "handlebars", "astro"],
    ],
    find: (at) => {
      const named = (folder: string) =>
        prettierFiles.some((name) => existsSync(join(folder, name)));
      const inPackage = (folder: string) =>
        fileSays(folder, "package.json", (text) => "prettier" in JSON.parse(text));
      const folder = nearest(up(at), (each) => named(each) || inPackage(each));
      const prettier = { name: "Prettier", packageName: "prettier" };
      const args = ["--stdin-filepath", at.file];
      return (
        ofNode(at, folder, { ...prettier, program: "bin/prettier.cjs", args }) ??
        ofNode(at, folder, { ...prettier, program: "bin-prettier.js", args })
      );
    },
  },
  {
    ids: ["python"],
    find: (at) => {
      const folder =
        configured(at, ["ruff.toml", ".ruff.toml"]) ?? inPyproject(at, /^\[tool\.ruff\b/m);
      const args = ["format", "--quiet", "--stdin-filename", at.file, "-"];
      return ofMachine("Ruff", "ruff", { folder, places: pythonPrograms(at), args });
    },
  },
  {
    ids: ["python"],
    find: (at) =>
      ofMachine("Black", "black", {
        folder: inPyproject(at, /^\[tool\.black\b/m),
        places: pythonPrograms(at),
        args: ["--quiet", "--stdin-filename", at.file, "-"],
      }),
  },
  {
    ids: ["go"],
    find: ({ workspace }) =>
      ofMachine("gofmt", "gofmt", {
        folder: workspace,
        places: [...pathFolders(), "/usr/local/go/bin", "/opt/homebrew/bin"],
        args: [],
      }),
  },
  {
    ids: ["rust"],
    find: ({ root }) =>
      ofMachine("rustfmt", "rustfmt", {
        folder: root,
        places: [
          ...pathFolders(),
          join(process.env.CARGO_HOME ?? join(homedir(), ".cargo"), "bin"),
        ],
        args: ["--emit", "stdout", "--edition", editionOf(root)],
      }),
  },
  {
    ids: ["c", "cpp", "objective-c", "objective-cpp", "cuda-cpp", "csharp", "java", "proto3"],
    find: (at) =>
      ofMachine("clang-format", "clang-format", {
        folder: configured(at, [".clang-format", "_clang-format"]),
        places: pathFolders(),
        args: [`--assume-filename=${at.file}`],
      }),
  },
];

const prettierFiles = [
  ".prettierrc",
  ...["json", "json5", "yaml", "yml", "toml", "js", "cjs", "mjs", "ts", "cts", "mts"].map(
    (ending) => `.prettierrc.${ending}`,
  ),
  ...["js", "cjs", "mjs", "ts", "cts", "mts"].map((ending) => `prettier.config.${ending}`),
];

/** A program of a package in the workspace, run by our own Node. */
function ofNode(
  { folder: from, workspace }: Place,
  folder: string | undefined,
  {
    name,
    packageName,
    program,
    args,
  }: Record<"name" | "packageName" | "program", string> & {
    args: readonly string[];
  },
): FoundFormatter | undefined {
  if (folder === undefined) return undefined;
  const found = nodePackage(packageName, { folder: from, within: workspace });
  const script = found && join(found.folder, program);
  if (script === undefined || !existsSync(script)) return undefined;
  const environment = { ...offline, ...asNode };
  return {
    by: `${name} ${found?.version}`,
    command: { file: process.execPath, args: [script, ...args], folder, environment },
  };
}

/** A program in one of these places; none if there is no folder to run it in. */
function ofMachine(
  by: string,
  program: string,
  {
    folder,
    places,
    args,
  }: { folder: string | undefined; places: readonly string[]; args: readonly string[] },
): FoundFormatter | undefined {
  const file = folder === undefined ? undefined : executableIn(places, program);
  if (folder === undefined || file === undefined) return undefined;
  return { by, command: { file, args, folder, environment: offline } };
}

function configured(at: Place, names: readonly string[]): string | undefined {
  return nearest(up(at), (folder) => names.some((name) => existsSync(join(folder, name))));
}

function inPyproject(at: Place, table: RegExp): string | undefined {
  return nearest(up(at), (folder) =>
    fileSays(folder, "pyproject.toml", (text) => table.test(text)),
  );
}

function pythonPrograms(at: Place): string[] {
  return [...virtualEnvironments(at), ...pathFolders()];
}

/** The edition of Rust that a crate is written in; rustfmt alone would take the first. */
function editionOf(root: string): string {
  let edition = "2021";
  fileSays(root, "Cargo.toml", (text) => {
    edition = /^\s*edition\s*=\s*"(\d{4})"/m.exec(text)?.[1] ?? edition;
    return true;
  });
  return edition;
}

function up({ folder, workspace }: Place): { folder: string; top: string } {
  return { folder, top: workspace };
}
