import assert from "node:assert/strict";
import { describe, it } from "mocha";
import {
  createDeclarations,
  type DeclaredAt,
  type LanguageKnowledge,
  type Spot,
} from "../../../server/context/declarations.ts";

const uri = "file:///w/a.ts";
const files: Record<string, string> = {
  "b.ts":
    "import x;\n\nexport interface Purse {\n  coins: number;\n}\n\nexport function pay(to) {\n  return to;\n}\n",
  "crlf.ts": "interface A {\r\n  b: C;\r\n}\r\n",
};

interface Knows {
  definition?: DeclaredAt[];
  hover?: string;
  symbols?: DeclaredAt[];
}

async function shown(knows: Knows) {
  const asked: Spot[] = [];
  const knowledge: LanguageKnowledge = {
    answers: {
      definition: knows.definition !== undefined,
      hover: knows.hover !== undefined,
      symbols: knows.symbols !== undefined,
    },
    async definition(_, at) {
      asked.push(at);
      return knows.definition ?? [];
    },
    hover: async () => knows.hover,
    symbols: async () => knows.symbols ?? [],
  };
  const source = createDeclarations({
    knowledge,
    files: {
      async read(of) {
        const text = files[of.slice("file:///w/".length)];
        return text === undefined ? undefined : { text, stamp: "1" };
      },
      at: async () => [],
    },
  });
  const prefix = "one\nconst purse: Purse = ";
  const position = { line: 8, character: 21 };
  const candidates = await source.gather(
    { uri, languageId: "typescript", position, prefix, suffix: "" },
    new AbortController().signal,
  );
  return { asked, lines: candidates[0]?.lines.map(({ number, text }) => `${number} ${text}`) };
}

const at = (name: string, first: number, last?: number): DeclaredAt => ({
  uri: `file:///w/${name}`,
  first,
  ...(last === undefined ? {} : { last }),
});

describe("declarations that the editor knows", () => {
  const interfaceLines = ["2 export interface Purse {", "3   coins: number;", "4 }"];
  const rows: [name: string, knows: Knows, lines: string[] | undefined][] = [
    ["are the lines of a type", { definition: [at("b.ts", 2)] }, interfaceLines],
    ["end where the editor says", { definition: [at("b.ts", 2, 3)] }, interfaceLines.slice(0, 2)],
    [
      "end where a symbol ends that holds them",
      { definition: [at("b.ts", 2)], symbols: [at("b.ts", 0, 90), at("b.ts", 2, 3)] },
      interfaceLines.slice(0, 2),
    ],
    [
      "are a function's signature where hover has one",
      { definition: [at("b.ts", 6)], hover: "```ts\n(method) pay(to: Purse): void\n```\nPays." },
      ["6 pay(to: Purse): void"],
    ],
    [
      "are a function's lines where hover says something else",
      { definition: [at("b.ts", 6)], hover: "Pays." },
      ["6 export function pay(to) {", "7   return to;", "8 }"],
    ],
    [
      "have LF line ends",
      { definition: [at("crlf.ts", 0)] },
      ["0 interface A {", "1   b: C;", "2 }"],
    ],
    ["are none beyond the end of a file", { definition: [at("b.ts", 900)] }, undefined],
    [
      "are none of a file that may not be read",
      { definition: [at(".env", 0)], hover: "```\nf()\n```" },
      undefined,
    ],
    ["are none where nothing is known", { definition: [] }, undefined],
    ["are not asked of an editor without them", {}, undefined],
  ];
  for (const [name, knows, lines] of rows)
    it(name, async () => {
      assert.deepEqual((await shown(knows)).lines, lines);
    });

  it("are asked for each name once, the nearest first, by its place in the document", async () => {
    assert.deepEqual((await shown({ definition: [] })).asked, [
      { line: 8, character: 13 },
      { line: 8, character: 6 },
      { line: 7, character: 0 },
    ]);
  });
});
