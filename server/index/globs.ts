/**
 * Whether one of the globs means a path or a folder above it. A path is relative, with `/`; globs are
 * those of an editor's settings: `*` and `?` stay within a name, `**` crosses folders, and `{a,b}` and
 * `[abc]` choose. What cannot be understood means nothing.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const patterns = globs.slice(0, mostGlobs).flatMap((glob) => patternOf(glob) ?? []);
  if (patterns.length === 0) return () => false;
  const all = new RegExp(`^(?:${patterns.join("|")})(?:/|$)`);
  return (path) => all.test(path);
}

const mostGlobs = 500;
/** Each `**` may be tried at each place of a path: a hostile glob could stop the index. */
const mostStars = 4;

function patternOf(glob: string): string | undefined {
  if (glob.length > 500 || (glob.match(/\*\*/g)?.length ?? 0) > mostStars) return undefined;
  let pattern = "";
  let depth = 0;
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] ?? "";
    if (glob.startsWith("**/", at)) {
      pattern += "(?:[^/]+/)*";
      at += 2;
    } else if (glob.startsWith("**", at)) {
      pattern += ".*";
      at += 1;
    } else if (character === "*") pattern += "[^/]*";
    else if (character === "?") pattern += "[^/]";
    else if (character === "{") {
      pattern += "(?:";
      depth += 1;
    } else if (character === "}" && depth > 0) {
      pattern += ")";
      depth -= 1;
    } else if (character === "," && depth > 0) pattern += "|";
    else if (character === "[") {
      const end = glob.indexOf("]", at + 2);
      if (end < 0) return undefined;
      const set = glob
        .slice(at + 1, end)
        .replace(/^!/, "^")
        .replaceAll(/[\\\]]/g, "\\$&");
      pattern += `[${set}]`;
      at = end;
    } else pattern += character.replace(/[\\^$.|+()\]{}/]/, "\\$&");
  }
  if (depth !== 0) return undefined;
  try {
    return new RegExp(pattern).source;
  } catch {
    return undefined;
  }
}
