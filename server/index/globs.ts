/**
 * Whether one of the globs means a path or a folder above it. A path is relative, with `/`; globs are
 * those of an editor's settings: `*` and `?` stay within a name, `**` crosses folders, and `{a,b}` and
 * `[abc]` choose. What cannot be understood means nothing. The time grows with the path's length
 * alone, whatever a repository puts into its settings.
 */
export function globMatcher(globs: readonly string[]): (path: string) => boolean {
  const all = globs
    .filter((glob) => glob.length <= longestGlob)
    .flatMap(alternatives)
    .slice(0, mostGlobs);
  const simple = all.filter((glob) => plain.test(glob)).map(patternOf);
  const pattern = simple.length > 0 ? new RegExp(`^(?:${simple.join("|")})(?:/|$)`) : undefined;
  const machines = all.filter((glob) => !plain.test(glob)).flatMap((glob) => stepsOf(glob) ?? []);
  return (path) => pattern?.test(path) === true || machines.some((steps) => means(steps, path));
}

const longestGlob = 300;
const mostGlobs = 300;

/** A name or a path, with one star at most: nearly all that people write, and safe as a pattern. */
const plain = /^(?:\*\*\/)?[^*?[\]{}]*\*?[^*?[\]{}]*$/;

function patternOf(glob: string): string {
  const anywhere = glob.startsWith("**/");
  const own = (anywhere ? glob.slice(3) : glob).replaceAll(/[\\^$.|+()]/g, "\\$&");
  return (anywhere ? "(?:.*/)?" : "") + own.replace("*", "[^/]*");
}

/** One character, a run within a name, a run of anything, or a run of whole folders. */
type Step = { kind: "one"; is(character: string): boolean } | { kind: "name" | "any" | "folders" };

/** A glob without braces for each choice that its braces give. */
function alternatives(glob: string): string[] {
  const open = glob.indexOf("{");
  const close = glob.indexOf("}", open);
  if (open < 0 || close < 0) return [glob];
  const choices = glob
    .slice(open + 1, close)
    .split(",")
    .slice(0, 20);
  // Braces in braces are rare, and each pair multiplies.
  if (choices.some((choice) => choice.includes("{"))) return [];
  const rest = alternatives(glob.slice(close + 1)).slice(0, 20);
  return choices.flatMap((choice) => rest.map((end) => glob.slice(0, open) + choice + end));
}

function stepsOf(glob: string): [Step[]] | undefined {
  const steps: Step[] = [];
  for (let at = 0; at < glob.length; at += 1) {
    const character = glob[at] ?? "";
    if (glob.startsWith("**/", at)) {
      steps.push({ kind: "folders" });
      at += 2;
    } else if (glob.startsWith("**", at)) {
      steps.push({ kind: "any" });
      at += 1;
    } else if (character === "*") steps.push({ kind: "name" });
    else if (character === "?") steps.push({ kind: "one", is: (each) => each !== "/" });
    else if (character === "[" && glob.indexOf("]", at + 2) > 0) {
      const end = glob.indexOf("]", at + 2);
      const is = setOf(glob.slice(at + 1, end));
      if (!is) return undefined;
      steps.push({ kind: "one", is });
      at = end;
    } else steps.push({ kind: "one", is: (each) => each === character });
  }
  return [steps];
}

function setOf(inside: string): ((character: string) => boolean) | undefined {
  try {
    const set = inside.replace(/^!/, "^").replaceAll(/[\\\]]/g, "\\$&");
    const pattern = new RegExp(`^[${set}]$`);
    return (character) => character !== "/" && pattern.test(character);
  } catch {
    return undefined;
  }
}

/** Follows all ways through the steps at once; the end may be where a folder ends. */
function means(steps: readonly Step[], path: string): boolean {
  let now = new Set<number>();
  enter(steps, now, 0);
  for (const character of path) {
    if (character === "/" && now.has(steps.length)) return true;
    const next = new Set<number>();
    for (const at of now) {
      const step = steps[at];
      if (step?.kind === "one" && step.is(character)) enter(steps, next, at + 1);
      else if (step?.kind === "any") enter(steps, next, at);
      else if (step?.kind === "name" && character !== "/") enter(steps, next, at);
      else if (step?.kind === "folders") {
        next.add(at);
        if (character === "/") enter(steps, next, at + 1);
      }
    }
    if (next.size === 0) return false;
    now = next;
  }
  return now.has(steps.length);
}

/** All runs may be empty. */
function enter(steps: readonly Step[], into: Set<number>, at: number): void {
  into.add(at);
  const step = steps[at];
  if (step && step.kind !== "one" && !into.has(at + 1)) enter(steps, into, at + 1);
}
