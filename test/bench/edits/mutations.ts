import { Lexer } from "../../../server/text/inside.ts";
import { marksOf } from "../../../server/text/marks.ts";

/** What can find a fault: a parser, a checker of names and types, or only a test. */
export type FoundBy = "parser" | "checker" | "test";

/** A fault that models make, put into code that has none. */
export interface Mutation {
  name: string;
  foundBy: FoundBy;
  /** The code with the fault; undefined where there is no place for it. */
  put(code: string, how: MutationOptions): string | undefined;
}

export interface MutationOptions {
  languageId: string;
  /** From 0 to below 1. */
  random(): number;
}

/** Faults in the code itself. */
export const mutations: readonly Mutation[] = [
  {
    name: "a bracket lost",
    foundBy: "parser",
    put: at(/[)\]}]/g, () => ""),
  },
  {
    name: "a bracket too many",
    foundBy: "parser",
    put: at(/[)\]}](?=[^\n]*$)/gm, ([bracket]) => bracket + bracket),
  },
  {
    name: "a quote lost",
    foundBy: "parser",
    put: at(/(["'])(?:(?!\1)[^\\\n])*\1(?!["'])/g, ([string]) => string.slice(0, -1)),
  },
  {
    name: "a colon or an opening brace lost",
    foundBy: "parser",
    put: at(/[:{](?=[ \t]*$)/gm, () => ""),
  },
  {
    name: "a line at the wrong depth",
    foundBy: "parser",
    put: only("python", (code, { random }) => {
      const lines = code.split("\n");
      // The first line of a block; a comment may stand at any depth.
      const places = lines.flatMap((line, at) => {
        const above = lines[at - 1] ?? "";
        return /^\s+[^\s#]/.test(line) && /^\s*(?:if|for|while|def|else|elif)\b.*:$/.test(above)
          ? [at]
          : [];
      });
      const place = chosen(places, random);
      return place === undefined
        ? undefined
        : lines.with(place, (lines[place] ?? "").replace(/^\s{1,4}/, "")).join("\n");
    }),
  },
  {
    name: "a wrong name",
    foundBy: "checker",
    put(code, { languageId, random }) {
      const declared = namesIn(code, languageId);
      return replaceIn(
        code,
        { languageId, random },
        /(?<![.\w$])[A-Za-z_]\w{2,}(?![\w$]|\s*[=:(]|\s+in\b)/g,
        (found) => {
          const [name] = found;
          const isUse = declared.has(name) && !isDeclaration(code, found.index, name);
          return isUse ? `${name}_` : undefined;
        },
      );
    },
  },
  {
    name: "a wrong method",
    foundBy: "checker",
    put: at(
      /\.(?:append|join|split|lower|upper|sort|push|map|filter|replace|startswith|isalpha|count|index|slice|includes)(?=\()/g,
      ([method]) => `${method}_all`,
    ),
  },
  {
    name: "an argument too many",
    foundBy: "checker",
    put: at(
      /\b(?:len|abs|ord|chr|isinstance|sorted|sum|enumerate|Math\.abs|Math\.floor|parseInt|charAt)\((?=[^)])/g,
      ([call]) => `${call}0, 0, 0, 0, `,
    ),
  },
  {
    name: "no argument",
    foundBy: "checker",
    put: at(
      /\b(?:len|abs|ord|chr|sorted|sum|Math\.abs|Math\.floor|parseInt)\([\w.[\]]+\)/g,
      ([call]) => call.replace(/\(.*/, "()"),
    ),
  },
  {
    name: "a wrong type",
    foundBy: "checker",
    put(code, { languageId, random }) {
      const type = /(?:->|\):)\s*(bool|int|float|str|string|number|boolean|List\[\w+\])/.exec(
        code,
      )?.[1];
      if (type === undefined) return undefined;
      const wrong = type === "str" || type === "string" ? "0" : '"none"';
      const end = languageId === "python" ? "" : ";";
      return replaceIn(
        code,
        { languageId, random },
        /\breturn\b [^\n{]*$/gm,
        () => `return ${wrong}${end}`,
      );
    },
  },
  {
    name: "a wrong import",
    foundBy: "checker",
    put(code, { languageId }) {
      if (/^\s/.test(code)) return undefined;
      if (languageId === "python") return `from collections import OrderdDict\n${code}`;
      return `import { readFileSinc } from "node:fs";\n${code}`;
    },
  },
  {
    name: "a line lost that declares a name",
    foundBy: "checker",
    put(code, { languageId, random }) {
      const lines = code.split("\n");
      const inside = insideAt(code, languageId);
      const starts = lines.map((_, at) => lines.slice(0, at).join("\n").length + (at > 0 ? 1 : 0));
      const places = lines.flatMap((line, at) => {
        if (inside[starts[at] ?? 0] !== "code") return [];
        const name = /^\s*(?:const |let |var )?([a-z]\w*)(?:: [^=]+)? = \S/.exec(line)?.[1];
        if (name === undefined || /[([{]$/.test(line)) return [];
        const rest = lines.toSpliced(at, 1).join("\n");
        const isElse = new RegExp(
          `(?:^|\\n)[^\\n=(]*\\b${name}\\b[^\\n=(]*=(?!=)|\\bfor\\b[^\\n]*\\b${name}\\b[^\\n]*\\b(?:in|of)\\b|\\b(?:def|function|as|with)\\b[^\\n]*\\b${name}\\b`,
        ).test(rest);
        return !isElse && new RegExp(`\\b${name}\\b`).test(rest) ? [at] : [];
      });
      const place = chosen(places, random);
      return place === undefined ? undefined : withoutEmptyBlock(lines, place, languageId);
    },
  },
  {
    name: "an operator turned around",
    foundBy: "test",
    put: at(
      / (?:<=|>=|<|>|==|!=|===|!==) /g,
      ([operator]) => ` ${turned[operator.trim()] ?? "<"} `,
    ),
  },
  {
    name: "a number off by one",
    foundBy: "test",
    put: at(/(?<![\w.])\d+(?![\w.])/g, ([number]) => String(Number(number) + 1)),
  },
  {
    name: "another sign",
    foundBy: "test",
    put: at(/(?<=[\w)\]] )[-+](?= [\w(])/g, ([sign]) => (sign === "+" ? "-" : "+")),
  },
];

const turned: Record<string, string> = {
  ...{ "<": ">=", ">": "<=", "<=": ">", ">=": "<" },
  ...{ "==": "!=", "!=": "==", "===": "!==", "!==": "===" },
};

type Found = RegExpExecArray & { 0: string };

/** Changes one of the places in code, not in comments and strings, that a pattern finds. */
function at(pattern: RegExp, change: (found: Found) => string): Mutation["put"] {
  return (code, how) => replaceIn(code, how, pattern, change);
}

function only(languageId: string, put: Mutation["put"]): Mutation["put"] {
  return (code, how) => (how.languageId === languageId ? put(code, how) : undefined);
}

function replaceIn(
  code: string,
  { languageId, random }: MutationOptions,
  pattern: RegExp,
  change: (found: Found) => string | undefined,
): string | undefined {
  const inside = insideAt(code, languageId);
  const places = [...code.matchAll(pattern)].flatMap((match) => {
    const found = match as Found;
    if (inside[found.index] !== "code") return [];
    const put = change(found);
    return put === undefined ? [] : [{ found, put }];
  });
  const place = chosen(places, random);
  if (!place) return undefined;
  const { found, put } = place;
  const mutated = code.slice(0, found.index) + put + code.slice(found.index + found[0].length);
  return mutated === code ? undefined : mutated;
}

/** What every character of a text is in. */
function insideAt(code: string, languageId: string): string[] {
  const lexer = new Lexer(code, marksOf(languageId));
  return Array.from(code, (_, index) => lexer.before(index));
}

function chosen<T>(places: readonly T[], random: () => number): T | undefined {
  return places[Math.floor(random() * places.length)];
}

/** Names that the code gives a value. */
function namesIn(code: string, languageId: string): Set<string> {
  const inside = insideAt(code, languageId);
  const names = [
    ...code.matchAll(
      /(?:^[ \t]*|\bconst |\blet |\bfor )([a-z_]\w*)(?=(?:: [^=\n]+)? = | in | of )/gm,
    ),
  ];
  return new Set(
    names.filter(({ index }) => inside[index] === "code").flatMap(([, name]) => name ?? []),
  );
}

function isDeclaration(code: string, index: number, name: string): boolean {
  const before = code.slice(code.lastIndexOf("\n", index - 1) + 1, index);
  return (
    /(?:\bfor|\bconst|\blet|\bdef|\bfunction|\bglobal|\bnonlocal)\s+$/.test(before) ||
    code.startsWith(`${name} =`, index)
  );
}

/** Without a line, and with something in a block of Python that it would leave empty. */
function withoutEmptyBlock(lines: readonly string[], at: number, languageId: string): string {
  const depth = (line = ""): number => line.search(/\S/);
  const line = lines[at] ?? "";
  const opens = /:$/.test(lines[at - 1] ?? "");
  const stays = opens && depth(lines[at + 1]) < depth(line);
  return languageId === "python" && stays
    ? lines.with(at, line.replace(/\S.*/, "pass")).join("\n")
    : lines.toSpliced(at, 1).join("\n");
}
