import { dirname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Checker, Finding, ShownText } from "./checker.ts";
import { fileSays, nearest } from "./find/upwards.ts";
import { importersOf } from "./importers.ts";

/** Makes TypeScript look into JavaScript. */
const directive = "// @ts-check\n";

/**
 * What TypeScript says of JavaScript that no types were written for, and that is wrong all the same: names
 * and exports that are not there, constants that are written to, arguments too many. Its syntax errors
 * (1xxx, 8xxx, 17xxx, 18xxx) come besides.
 */
const certain: ReadonlySet<string> = new Set([
  ...["2304", "2552", "2305", "2724", "2614", "2307"],
  ...["2300", "2451", "2448", "2454", "2588", "2632", "2554", "2556"],
]);

/**
 * Has a checker that is TypeScript's look into JavaScript whose project does not ask for it, and tell
 * what is certain there. Such texts are shown with a line more at their beginning.
 */
export function lookingIntoScripts(checker: Checker, top: string): Checker {
  const longer = new Set<string>();

  function withDirective(shown: ShownText): ShownText {
    if (!isPlain(shown, top)) {
      longer.delete(shown.uri);
      return shown;
    }
    longer.add(shown.uri);
    return { ...shown, text: directive + shown.text.replace(/^#!/, "//") };
  }

  return {
    ...checker,
    get owesSince() {
      return checker.owesSince;
    },
    get problem() {
      return checker.problem;
    },
    show: (texts) => checker.show(texts.map(withDirective)),
    async findings(uri, signal) {
      const isLonger = longer.has(uri);
      const found = await checker.findings(uri, signal);
      return isLonger ? found.flatMap(withoutDirective) : found;
    },
    async mentions(uri, lines, signal) {
      if (!longer.has(uri)) return checker.mentions(uri, lines, signal);
      const further = lines.map(({ first, end }) => ({ first: first + 1, end: end + 1 }));
      const file = fileURLToPath(uri);
      const [told, found] = await Promise.all([
        checker.mentions(uri, further, signal),
        hasProject(file, top) ? [] : importersOf(file, { top, signal }),
      ]);
      return [...new Set([...told, ...found])];
    },
  };
}

/** Whether nobody has said that TypeScript is to look into this text, or that it is not. */
function isPlain({ uri, languageId, text }: ShownText, top: string): boolean {
  if (!languageId.startsWith("javascript") || /@ts-(?:no)?check\b/.test(text)) return false;
  const asks = (says: string): boolean => /"checkJs"\s*:\s*true/.test(says);
  return projectFile(fileURLToPath(uri), { top, says: asks }) === undefined;
}

function hasProject(file: string, top: string): boolean {
  return projectFile(file, { top, says: () => true }) !== undefined;
}

/** The nearest folder whose tsconfig.json or jsconfig.json says something. */
function projectFile(
  file: string,
  { top, says }: { top: string; says(text: string): boolean },
): string | undefined {
  return nearest({ folder: dirname(file), top }, (at) =>
    ["tsconfig.json", "jsconfig.json"].some((name) => fileSays(at, name, says)),
  );
}

function withoutDirective(finding: Finding): Finding[] {
  const { code = "", range, severity } = finding;
  const isSyntax = /^(?:1|8|17|18)\d{3}$/.test(code);
  if (severity === "error" && !isSyntax && !certain.has(code)) return [];
  const { start, end } = range;
  if (start.line === 0) return [];
  return [
    {
      ...finding,
      range: { start: { ...start, line: start.line - 1 }, end: { ...end, line: end.line - 1 } },
    },
  ];
}
