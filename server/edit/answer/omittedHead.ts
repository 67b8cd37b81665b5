import { isTrivial } from "./textLines.ts";

/**
 * The beginning of a region that an answer leaves out although it needs it: imports and declarations
 * above the line with which the answer begins, where it uses a name of them. Empty where there is none.
 */
export function omittedHead(answer: readonly string[], region: readonly string[]): string[] {
  const head = region.slice(0, beginningIn(answer, region) ?? 0);
  const known = new Set(answer.map((line) => line.trim()));
  if (head.some((line) => !isTrivial(line) && known.has(line.trim()))) return [];
  const text = answer.join("\n");
  const needed = namesOf(head).some((name) => uses(text, name) && !namesOf(answer).includes(name));
  return needed ? head : [];
}

/** The line of the region with which an answer begins: the same, or the only one with the same first words. */
export function beginningIn(
  answer: readonly string[],
  region: readonly string[],
): number | undefined {
  const line = answer.find((each) => !isTrivial(each)) ?? "";
  const equal = region.findIndex((each) => each.trim() === line.trim());
  if (equal >= 0) return equal;
  const words = /^\s*(?:[\w@]+\s+)+\w+/.exec(line)?.[0].trim();
  if (words === undefined) return undefined;
  const same = [...region.keys()].filter((at) => {
    const text = region[at]?.trim() ?? "";
    return text.startsWith(words) && !/\w/.test(text.charAt(words.length));
  });
  return same.length === 1 ? same[0] : undefined;
}

const declaration =
  /^(?:export |pub |async |static |public |private |default )*(?:def|class|function|const|let|var|fn|func|type|interface|struct|enum|trait|record)\s+(\w+)|^(\w+)\s*(?::[^=]+)?=[^=]/;
const imports = /^(?:import|from|use|using|require|#\s*include)\b|^(?:const|let|var) .*\brequire\(/;
const words = /\b(?:import|from|as|use|using|require|type|const|let|var|include|pub)\b/g;

/** What lines declare at their margin, and what they import. */
function namesOf(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    if (imports.test(line)) return line.replace(words, " ").match(/[A-Za-z_]\w*/g) ?? [];
    // Names in brackets over several lines are an import's.
    if (/^\s+\w+(?: as \w+)?,$/.test(line)) return line.match(/\w+/g) ?? [];
    const [, declared, assigned] = declaration.exec(line) ?? [];
    return declared ?? assigned ?? [];
  });
}

function uses(text: string, name: string): boolean {
  return new RegExp(`(?<![\\w$])${name}(?![\\w$])`).test(text);
}
