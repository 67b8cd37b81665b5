import { dirname, extname, join, relative, sep } from "node:path";
import { extensionOf } from "../text/languageOf.ts";

/** The file in which imports stand. */
export interface ImportingFile {
  /** Absolute path. */
  path: string;
  /** The folder of the workspace that holds it; its own folder where none does. */
  root: string;
  text: string;
  /** The module path of a Go file's `go.mod` and the folder of that file, where there is one. */
  goModule?: { path: string; folder: string };
}

/**
 * For each import of the file that may lead into the workspace, the paths where it may lie, the
 * likeliest first; the first that exists is meant. A path may be a folder, which stands for the
 * files in it (Go). Read by simple rules of each language, without its build system.
 */
export function importsOf(file: ImportingFile): string[][] {
  const rule = rules.find(({ extensions }) => extensions.includes(extensionOf(file.path)));
  if (!rule) return [];
  return unique(rule.paths(file)).slice(0, mostImports);
}

/** The paths where the module may lie that a script imports, the likeliest first; none: it is a package. */
export function scriptImportPaths(importing: string, specifier: string): string[] {
  return specifier.startsWith(".") ? scriptPaths(join(dirname(importing), specifier)) : [];
}

/** The paths of a script that is named by where it lies, with or without its ending. */
export function scriptPathsAt(path: string): string[] {
  return scriptPaths(path);
}

/** The same for Python: a module with or without dots before it. */
export function pythonImportPaths(
  importing: Pick<ImportingFile, "path" | "root">,
  module: string,
): string[] {
  const [, dots = "", name = ""] = /^(\.*)(.*)$/.exec(module) ?? [];
  const folders =
    dots === ""
      ? foldersUpTo(importing)
      : [join(dirname(importing.path), ...Array.from({ length: dots.length - 1 }, () => ".."))];
  if (name !== "") return pythonModule(folders, name);
  return folders.map((folder) => join(folder, "__init__.py"));
}

const mostImports = 40;

interface Rule {
  extensions: readonly string[];
  paths(file: ImportingFile): string[][];
}

const rules: readonly Rule[] = [
  {
    extensions: ["ts", "tsx", "mts", "cts", "js", "jsx", "mjs", "cjs", "vue", "svelte"],
    paths: ({ path, text }) =>
      groups(text, /(?:\bfrom|\bimport|\brequire\(|\bimport\()\s*["'](\.[^"'\n]*)["']/g).map(
        ([specifier = ""]) => scriptPaths(join(dirname(path), specifier)),
      ),
  },
  {
    extensions: ["py", "pyi"],
    paths: (file) => [
      ...groups(file.text, /^[ \t]*from[ \t]+(\.*)([\w.]*)[ \t]+import[ \t]+([^#\n]*)/gm).flatMap(
        ([dots = "", module = "", names = ""]) => pythonFrom(file, dots, module, names),
      ),
      ...groups(file.text, /^[ \t]*import[ \t]+([\w.]+)/gm).map(([module = ""]) =>
        pythonModule(foldersUpTo(file), module),
      ),
    ],
  },
  {
    extensions: ["go"],
    paths: ({ text, goModule }) =>
      goModule === undefined
        ? []
        : groups(text.slice(0, 20_000), /^[ \t]*(?:import\s+)?(?:[\w.]+\s+)?"([^"\n]+)"/gm)
            .filter(([path = ""]) => path.startsWith(`${goModule.path}/`))
            .map(([path = ""]) => [join(goModule.folder, path.slice(goModule.path.length + 1))]),
  },
  { extensions: ["rs"], paths: rustPaths },
  {
    extensions: ["java"],
    paths: (file) => {
      const own = /^[ \t]*package\s+([\w.]+)/m.exec(file.text)?.[1] ?? "";
      const up = own === "" ? [] : own.split(".").map(() => "..");
      const sources = join(dirname(file.path), ...up);
      return groups(file.text, /^[ \t]*import\s+(?:static\s+)?([\w.]+)\s*;/gm).map(
        ([name = ""]) => {
          const parts = name.split(".");
          return [parts, parts.slice(0, -1)].map((each) => `${join(sources, ...each)}.java`);
        },
      );
    },
  },
  {
    extensions: ["c", "h", "cc", "cpp", "cxx", "hh", "hpp", "hxx"],
    paths: (file) =>
      groups(file.text, /^[ \t]*#\s*include\s*"([^"\n]+)"/gm).map(([name = ""]) => [
        ...foldersUpTo(file).map((folder) => join(folder, name)),
        ...["include", "src"].map((folder) => join(file.root, folder, name)),
      ]),
  },
];

const scriptEndings = [".ts", ".tsx", ".mts", ".d.ts", ".js", ".jsx", ".mjs", ".cjs"];

function scriptPaths(base: string): string[] {
  const written = extname(base);
  // TypeScript names the file that will be built.
  const source = { ".js": [".ts", ".tsx"], ".jsx": [".tsx"], ".mjs": [".mts"], ".cjs": [".cts"] }[
    written
  ];
  return [
    ...(source ?? []).map((ending) => base.slice(0, -written.length) + ending),
    ...(written === "" ? [] : [base]),
    ...scriptEndings.map((ending) => base + ending),
    ...scriptEndings.map((ending) => join(base, `index${ending}`)),
  ];
}

function pythonFrom(file: ImportingFile, dots: string, module: string, names: string): string[][] {
  const folders =
    dots === ""
      ? foldersUpTo(file)
      : [join(dirname(file.path), ...Array.from({ length: dots.length - 1 }, () => ".."))];
  const submodules = (names.replaceAll(/\bas\s+\w+/g, "").match(/[A-Za-z_]\w*/g) ?? []).map(
    (name) => pythonModule(folders, module === "" ? name : `${module}.${name}`),
  );
  return [...(module === "" ? [] : [pythonModule(folders, module)]), ...submodules];
}

function pythonModule(folders: readonly string[], module: string): string[] {
  return folders.flatMap((folder) => {
    const base = join(folder, ...module.split("."));
    return [`${base}.py`, join(base, "__init__.py"), `${base}.pyi`];
  });
}

function rustPaths(file: ImportingFile): string[][] {
  const folder = dirname(file.path);
  const stem = file.path.slice(folder.length + 1, -".rs".length);
  const own = ["mod", "lib", "main"].includes(stem) ? folder : join(folder, stem);
  const crate = foldersUpTo(file).find((each) => each.endsWith(`${sep}src`)) ?? folder;
  const modules = groups(file.text, /^[ \t]*(?:pub(?:\([^)]*\))?\s+)?mod\s+(\w+)\s*;/gm).map(
    ([name = ""]) => rustModule(join(own, name)),
  );
  const uses = groups(file.text, /^[ \t]*(?:pub\s+)?use\s+((?:crate|super|self)(?:::\w+)+)/gm).map(
    ([path = ""]) => {
      const [start, ...names] = path.split("::");
      const base = start === "crate" ? crate : start === "super" ? dirname(own) : own;
      return [names, names.slice(0, -1)]
        .filter((each) => each.length > 0)
        .flatMap((each) => rustModule(join(base, ...each)));
    },
  );
  return [...modules, ...uses];
}

function rustModule(base: string): string[] {
  return [`${base}.rs`, join(base, "mod.rs")];
}

/** The file's folder and those above it, up to the root. */
function foldersUpTo({ path, root }: Pick<ImportingFile, "path" | "root">): string[] {
  const folders: string[] = [];
  for (let folder = dirname(path); ; folder = dirname(folder)) {
    folders.push(folder);
    const way = relative(root, folder);
    if (way === "" || way.startsWith("..") || folder === dirname(folder)) return folders;
  }
}

function groups(text: string, pattern: RegExp): string[][] {
  return [...text.matchAll(pattern)].map((match) => match.slice(1).map((group) => group ?? ""));
}

function unique(lists: readonly string[][]): string[][] {
  const seen = new Set<string>();
  return lists.filter(([first = ""]) => {
    const isNew = first !== "" && !seen.has(first);
    seen.add(first);
    return isNew;
  });
}
