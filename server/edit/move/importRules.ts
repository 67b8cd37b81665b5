import { posix } from "node:path";
import { pythonImportPaths, scriptImportPaths, scriptPathsAt } from "../../syntax/importRules.ts";
import { type Alias, aliasedPaths, namedLike } from "./aliases.ts";
import { type ImportRules, importsIn, isPython, type MoveFile } from "./moveFile.ts";

const { dirname, relative, basename, join } = posix;

/** The rules of scripts and of Python over the files that exist; `root` is the workspace's folder. */
export function importRules({
  root,
  exists,
  aliasesOf = () => [],
}: {
  root: string;
  exists(path: string): boolean;
  /** The aliases that hold for a script. */
  aliasesOf?(path: string): readonly Alias[];
}): ImportRules {
  const scriptPaths = (path: string, source: string): string[] =>
    source.startsWith(".")
      ? scriptImportPaths(path, source)
      : aliasedPaths(source, aliasesOf(path)).flatMap(scriptPathsAt);
  const resolve: ImportRules["resolve"] = (file, source) => {
    const paths = isPython(file)
      ? pythonImportPaths({ path: file.path, root }, source)
      : scriptPaths(file.path, source);
    return paths.map((path) => path.replaceAll("\\", "/")).find(exists);
  };

  return {
    resolve,
    write(from, to, like, instead = ".") {
      if (!isPython(from) && !instead.startsWith(".")) {
        const named = namedLike(instead, withoutEnding(to), aliasesOf(from.path));
        const ending = /\.[mc]?[jt]sx?$/.exec(instead)?.[0] ?? "";
        if (named !== undefined) return named + ending;
      }
      const known = [from, ...like].filter((each) => isPython(each) === isPython(from));
      return isPython(from)
        ? pythonSource(from, to, pythonManner(known, { resolve, exists, root }))
        : scriptSource(from, to, scriptManner(known, resolve));
    },
  };
}

type Ending = "none" | "source" | "built";

function scriptSource(from: MoveFile, to: string, ending: Ending): string {
  const path = relative(dirname(from.path), to);
  const local = path.startsWith(".") ? path : `./${path}`;
  if (ending === "source") return local;
  if (ending === "built")
    return local.replace(/\.(m|c)?tsx?$/, (_, kind: string | undefined) => `.${kind ?? ""}js`);
  return withoutEnding(local) || ".";
}

function withoutEnding(path: string): string {
  return path.replace(/(?:\.d)?\.[mc]?[jt]sx?$/, "").replace(/\/index$/, "");
}

/** How the files end the names that they import. */
function scriptManner(files: readonly MoveFile[], resolve: ImportRules["resolve"]): Ending {
  for (const file of files)
    for (const { imported } of importsIn(file)) {
      const { source } = imported;
      const path = source.startsWith(".") ? resolve(file, source) : undefined;
      if (path === undefined) continue;
      if (path.endsWith(basename(source)) && /\.[mc]?[jt]sx?$/.test(source)) return "source";
      return /\.[mc]?jsx?$/.test(source) ? "built" : "none";
    }
  return "none";
}

type PythonManner = { kind: "relative" } | { kind: "absolute"; root: string };

function pythonSource(from: MoveFile, to: string, manner: PythonManner): string {
  const folder = dirname(from.path);
  const way = relative(manner.kind === "relative" ? folder : manner.root, moduleAt(to));
  const parts = way.split("/").filter((part) => part !== "");
  if (manner.kind === "absolute") return parts.join(".");
  const up = parts.filter((part) => part === "..").length;
  return ".".repeat(up + 1) + parts.slice(up).join(".");
}

/** Whether the files import with dots, and where their modules begin. */
function pythonManner(
  files: readonly MoveFile[],
  rules: { resolve: ImportRules["resolve"]; exists(path: string): boolean; root: string },
): PythonManner {
  const [own] = files;
  for (const file of files)
    for (const { imported } of importsIn(file)) {
      const { source } = imported;
      const path = rules.resolve(file, source);
      if (path === undefined) continue;
      if (source.startsWith(".")) return { kind: "relative" };
      const depth = source.split(".").length;
      return { kind: "absolute", root: join(moduleAt(path), ...Array(depth).fill("..")) };
    }
  let root = own ? dirname(own.path) : rules.root;
  while (rules.exists(join(root, "__init__.py")) && dirname(root) !== root) root = dirname(root);
  return { kind: "absolute", root };
}

/** A file as a module: a package is its folder. */
function moduleAt(path: string): string {
  return path.replace(/\.pyi?$/, "").replace(/\/__init__$/, "");
}
