import { isBranchName } from "../../protocol/branchName.ts";
import type { BranchStyle } from "./branchStyle.ts";

const longestName = 60;

/**
 * A name of a branch from what a model or a person wrote, by git's rules (git-check-ref-format) and in
 * the repository's style; another one than those that are taken. Undefined where no word is left.
 */
export function cleanBranchName(
  written: string,
  style: BranchStyle,
  taken: readonly string[],
): string | undefined {
  const line =
    written
      .trim()
      .split("\n")
      .map(withoutWords)
      .find((each) => each !== "") ?? "";
  const { separator } = style;
  let name = line
    .normalize("NFKC")
    .replace(/[`"'“”‘’]/g, "")
    .replace(/[\s~^:?*[\]\\@{}<>()|&;,!#$%=+]+/g, separator);
  // Control characters, and what git takes for something else.
  name = [...name].filter((each) => (each.codePointAt(0) ?? 0) > 32 && each !== "\x7f").join("");
  if (style.lowerCase)
    name = name.replace(/[A-Z][A-Z0-9]+-\d+|./gsu, (part) =>
      /-\d/.test(part) ? part : part.toLowerCase(),
    );
  name = name
    .split("/")
    .map((part) => tidy(part, separator))
    .filter((part) => part !== "")
    .join("/");
  name = inFolder(name, style);
  name = shortened(name, separator);
  if (!/[\p{L}\p{N}]/u.test(name) || !isBranchName(name)) return undefined;
  // A branch cannot have the name of a folder of branches.
  const isTaken = (each: string): boolean =>
    taken.some((other) => other === each || other.startsWith(`${each}/`));
  if (!isTaken(name)) return name;
  for (let number = 2; ; number += 1)
    if (!isTaken(`${name}${separator}${number}`)) return `${name}${separator}${number}`;
}

/** Without the words that models put in front and behind. */
function withoutWords(line: string): string {
  return line
    .replace(/^\s*(?:`{3,}.*|[-*]\s+)/, "")
    .replace(/^(?:sure|certainly|here (?:is|are)|here's)\b.*$/i, "")
    .replace(/^\**(?:suggested |proposed )?(?:git )?branch(?: name)?\**\s*(?::|is)\s*\**/i, "")
    .replace(/^git (?:checkout -b|switch -c|branch)\s+/, "")
    .trim();
}

function tidy(part: string, separator: string): string {
  const repeated = separator === "_" ? /_{2,}/g : /-{2,}/g;
  let name = part.replace(/\.{2,}/g, ".").replace(repeated, separator);
  for (let before = ""; before !== name; ) {
    before = name;
    name = name.replace(/^[.\-_]+|[.\-_]+$/g, "").replace(/\.lock$/, "");
  }
  return name;
}

/** Puts a name into the folder that most have, where it has none of its own. */
function inFolder(name: string, { folders }: BranchStyle): string {
  const [first] = folders;
  if (first === undefined || name.includes("/") || name === "") return name;
  return `${first}/${name}`;
}

function shortened(name: string, separator: string): string {
  if (name.length <= longestName) return name;
  const cut = name.slice(0, longestName + 1);
  const end = cut.lastIndexOf(separator);
  return tidy(cut.slice(0, end > longestName / 2 ? end : longestName), separator);
}
