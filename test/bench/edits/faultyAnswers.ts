import type { EditCase } from "./case.ts";
import { blockOf } from "./dresses.ts";
import { linesIn, quotesOf } from "./quote.ts";

/** An answer that is wrong as an answer, whatever its code says. */
export interface FaultyAnswer {
  name: string;
  /** The model came to no end of its own. */
  cutOff?: true;
  put(of: EditCase): string | undefined;
}

const fenced = (code: string, word: string): string => `\`\`\`${word}\n${code}\`\`\`\n`;

/** What a model writes that did not understand what an answer is. */
export const faultyAnswers: readonly FaultyAnswer[] = [
  {
    name: "words alone",
    put: ({ path }) =>
      `To do this you should change the function in ${path}. First look at its parameters. Then change what it returns, and run the tests again.\n`,
  },
  { name: "nothing", put: () => "" },
  { name: "an empty fence", put: ({ languageId }) => fenced("", languageId) },
  { name: "the code as it was", put: ({ text, languageId }) => fenced(text, languageId) },
  { name: "cut off in the middle", cutOff: true, put: half },
  { name: "ends in the middle by itself", put: half },
  {
    name: "another language",
    put: ({ languageId }) =>
      languageId === "python"
        ? fenced(
            "function solve(input) {\n  const result = [];\n  for (const each of input) result.push(each * 2);\n  return result;\n}\n",
            "javascript",
          )
        : fenced(
            "def solve(items):\n    result = []\n    for each in items:\n        result.append(each * 2)\n    return result\n",
            "python",
          ),
  },
  {
    name: "a comment in place of code",
    put({ wanted, languageId }) {
      const lines = linesIn(wanted);
      if (lines.length < 6) return undefined;
      const mark = languageId === "python" ? "#" : "//";
      const indent = /^\s*/.exec(lines[3] ?? "")?.[0] ?? "";
      const code = [
        ...lines.slice(0, 3),
        `${indent}${mark} ... rest of the code unchanged ...`,
        "",
      ];
      return fenced(code.join("\n"), languageId);
    },
  },
  {
    name: "a block for lines that do not stand there",
    put({ text, wanted }) {
      const [quote] = quotesOf(text, wanted);
      const line = quote?.search.findIndex((each) => /\w{3}/.test(each)) ?? -1;
      if (!quote || line < 0) return undefined;
      const wrong = quote.search.with(
        line,
        (quote.search[line] ?? "").replace(/\w{3,}/, "somethingElse"),
      );
      return blockOf(wrong, quote.replace);
    },
  },
  {
    name: "a block for lines that stand there twice",
    put({ text }) {
      const lines = linesIn(text);
      const twice = lines.find(
        (line) => /\w{4}/.test(line) && lines.filter((each) => each === line).length > 1,
      );
      return twice === undefined ? undefined : blockOf([twice], [`${twice}  `, twice]);
    },
  },
];

function half({ wanted, languageId }: EditCase): string | undefined {
  const lines = linesIn(wanted);
  if (lines.length < 4) return undefined;
  const last = lines[Math.floor(lines.length * 0.6)] ?? "";
  const kept = lines.slice(0, Math.floor(lines.length * 0.6));
  return `\`\`\`${languageId}\n${[...kept, last.slice(0, Math.ceil(last.length * 0.6))].join("\n")}`;
}
