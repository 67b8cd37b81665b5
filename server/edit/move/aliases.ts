import { posix } from "node:path";

const { join } = posix;

/** A name for a part of a project, as `paths` of a tsconfig.json gives it: `@/*` for `./src/*`. */
export interface Alias {
  /** What stands before and after the star; without a star the name is the whole of `before`. */
  before: string;
  after: string;
  hasStar: boolean;
  /** Where it leads, absolute, in the same two parts. */
  targets: { before: string; after: string }[];
}

/** The aliases of a tsconfig.json or jsconfig.json in a folder; none where it cannot be read. */
export function aliasesIn(folder: string, text: string): Alias[] {
  const options = compilerOptions(text);
  const { baseUrl, paths } = options;
  const base = typeof baseUrl === "string" ? join(folder, baseUrl) : folder;
  const named = Object.entries(typeof paths === "object" && paths !== null ? paths : {});
  const aliases = named.flatMap(([name, targets]) => {
    const [before = "", after] = name.split("*", 2);
    const list = Array.isArray(targets) ? targets.filter((each) => typeof each === "string") : [];
    return [
      {
        ...{ before, after: after ?? "", hasStar: after !== undefined },
        targets: list.map((target) => {
          const [first = "", second = ""] = join(base, target).split("*", 2);
          return { before: first, after: second };
        }),
      },
    ];
  });
  const root = {
    before: "",
    after: "",
    hasStar: true,
    targets: [{ before: `${base}/`, after: "" }],
  };
  return typeof baseUrl === "string" ? [...aliases, root] : aliases;
}

/** The paths that a name may stand for, without the endings that it leaves out. */
export function aliasedPaths(name: string, aliases: readonly Alias[]): string[] {
  return aliases.flatMap(({ before, after, hasStar, targets }) => {
    const fits = hasStar
      ? name.startsWith(before) &&
        name.endsWith(after) &&
        name.length >= before.length + after.length
      : name === before;
    if (!fits) return [];
    const star = name.slice(before.length, name.length - after.length);
    return targets.map((target) => target.before + (hasStar ? star : "") + target.after);
  });
}

/** How a path is named by the alias that names another; undefined where that does not reach it. */
export function namedLike(
  known: string,
  path: string,
  aliases: readonly Alias[],
): string | undefined {
  for (const alias of aliases) {
    if (!alias.hasStar || aliasedPaths(known, [alias]).length === 0) continue;
    for (const { before, after } of alias.targets)
      if (path.startsWith(before) && path.endsWith(after)) {
        const star = path.slice(before.length, path.length - after.length);
        return alias.before + star + alias.after;
      }
  }
  return undefined;
}

function compilerOptions(text: string): { baseUrl?: unknown; paths?: unknown } {
  try {
    const value: unknown = JSON.parse(withoutComments(text));
    const options = (value as { compilerOptions?: unknown } | null)?.compilerOptions;
    return typeof options === "object" && options !== null ? options : {};
  } catch {
    // A file that nobody could read has no aliases.
    return {};
  }
}

/** JSON as these files have it: with comments, and commas behind the last. */
function withoutComments(text: string): string {
  const parts = /"(?:\\.|[^"\\])*"|\/\/[^\n]*|\/\*[\s\S]*?\*\/|,(?=\s*[}\]])/g;
  return text.replace(parts, (part) => (part.startsWith('"') ? part : ""));
}
