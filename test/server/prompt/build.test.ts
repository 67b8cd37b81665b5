import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { PromptBudget } from "../../../server/prompt/budget.ts";
import { buildPrompt, type PromptPart, type PromptRequest } from "../../../server/prompt/build.ts";
import { byServer } from "../../../server/prompt/formatless.ts";
import { formatById, formatIds } from "../../../server/prompt/formats.ts";
import { assertGolden } from "../../helpers/golden.ts";

const roomy: PromptBudget = {
  prefixTokens: 1000,
  suffixTokens: 1000,
  snippetTokens: 1000,
  roomTokens: 3000,
  charactersPerToken: 1,
};

const file = `import { toRow } from "./row.ts";

export function table(items: Item[]): string {
  const rows = items.m█);
  return rows.join("\\n");
}
`;

const snippets = [
  {
    path: "src/row.ts",
    text: "export function toRow(item: Item): string {\n  return item.name;\n}\n",
  },
  { path: "src/item.ts", text: "export interface Item {\n  name: string;\n}" },
];

describe("buildPrompt", () => {
  for (const id of formatIds())
    it(`writes the prompt of ${id}`, () => {
      const parts = prompt(file, { id, path: "src/table.ts", repository: "acme/tables", snippets });
      assertGolden(`prompt/${id}.txt`, `${textOf(parts)}█\n`);
    });

  it("marks control tokens, and nothing else, as special", () => {
    const parts = prompt("a <|fim_middle|> b█<|fim_suffix|> c", { id: "ember", path: "x" });
    assert.deepEqual(
      parts.filter((part) => part.special).map((part) => part.text),
      ["<|file_sep|>", "<|fim_suffix|>", "<|fim_prefix|>", "<|fim_middle|>"],
    );
    assert.ok(parts.every((part) => part.special === (part.role === "token")));
  });

  it("leaves the making of the prompt to a server that fills in by itself", () => {
    const parts = buildPrompt({
      format: byServer,
      path: "x",
      prefix: "a\r\n",
      suffix: "b",
      budget: roomy,
    });
    assert.deepEqual(parts, [
      { text: "b", special: false, role: "suffix" },
      { text: "a\n", special: false, role: "prefix" },
    ]);
  });

  const borders: [name: string, document: string, expected: string][] = [
    ["an empty file", "█", "<S><P><M>"],
    ["a cursor at the start", "█let a;\n", "<S>let a;\n<P><M>"],
    ["a cursor at the end", "let a;\n█", "<S><P>let a;\n<M>"],
    ["CRLF", "a\r\nb█c\r\nd\r\n", "<S>c\nd\n<P>a\nb<M>"],
    ["a lone CR", "a\rb█", "<S><P>a\rb<M>"],
    ["tabs", "if x:\n\t█\n\ty()", "<S>\n\ty()<P>if x:\n\t<M>"],
    ["an emoji on either side", "👋█👋", "<S>👋<P>👋<M>"],
  ];
  for (const [name, document, expected] of borders)
    it(`takes ${name}`, () => {
      assert.equal(shortText(prompt(document, { id: "ember" })), expected);
    });

  const typed: [document: string, expected: string][] = [
    ["a\n  b.c█d\ne", "<P>a\n<S>d\ne<M>  b.c"],
    ["a\n█d", "<P>a\n<S>d<M>"],
    ["abc█", "<P><S><M>abc"],
    [`x\n${"y".repeat(700)}█`, `<P>x\n${"y".repeat(512)}<S><M>${"y".repeat(188)}`],
    [`${"y".repeat(511)}👋z█`, `<P>${"y".repeat(511)}<S><M>👋z`],
  ];
  for (const [document, expected] of typed)
    it(`puts what is typed after the middle token: ${document.slice(0, 20)}`, () => {
      assert.equal(shortText(prompt(document, { id: "qwen" })), expected);
    });

  it("leaves out what the format has no words for", () => {
    assert.equal(
      shortText(prompt("a█b", { id: "seed-coder", path: "a.ts", repository: "r", snippets })),
      `<S>b<P>a<M>`.replace("<S>", `${snippets[0]?.text}${snippets[1]?.text}\n<S>`),
    );
  });

  const headers: [languageId: string, header: string][] = [
    ["python", "# src/row.ts"],
    ["typescript", "// src/row.ts"],
    ["lua", "-- src/row.ts"],
    ["html", "<!-- src/row.ts -->"],
    ["brainfuck", "// src/row.ts"],
  ];
  for (const [languageId, header] of headers)
    it(`names files in comments of ${languageId} where the model knows no file tokens`, () => {
      const [snippet] = snippets;
      const own = header.replace("src/row.ts", "a.ts");
      assert.equal(
        shortText(
          prompt("a█b", {
            id: "seed-coder",
            path: "a.ts",
            languageId,
            snippets: snippets.slice(0, 1),
          }),
        ),
        `${header}\n${snippet?.text}<S>b<P>${own}\na<M>`,
      );
    });

  it("says of a snippet who found it, and where", () => {
    const [snippet] = snippets;
    const parts = prompt("█", { id: "ember", snippets: [{ ...snippet!, source: "imports" }] });
    assert.deepEqual(parts.find(({ role }) => role === "snippet")?.from, {
      path: "src/row.ts",
      source: "imports",
    });
  });

  it("takes a snippet whole or not at all", () => {
    const parts = prompt("█", {
      id: "ember",
      snippets,
      budget: { ...roomy, roomTokens: 60 },
    });
    assert.deepEqual(
      parts.filter((part) => part.role === "snippet").map((part) => part.text),
      ["export interface Item {\n  name: string;\n}\n"],
    );
  });

  it("lets a path be no more than one line", () => {
    const parts = prompt("█", { id: "ember", path: "a\nb\r\nc.ts" });
    assert.equal(parts.find((part) => part.role === "path")?.text, "a b c.ts\n");
  });

  for (const id of ["ember", "qwen"])
    it(`keeps the front of the prompt while a person types (${id})`, () => {
      const before = numberedLines(400);
      const budget = { ...roomy, prefixTokens: 2000, suffixTokens: 500 };
      const words = "const rows = items.map((item) => item.name);\n  ".repeat(40);
      let jumps = 0;
      let previous = "";
      for (let length = 0; length <= words.length; length++) {
        const typing = `${before}${words.slice(0, length)}█\n}\n${before}`;
        const text = textOf(prompt(typing, { id, path: "a.ts", budget })).replace(
          /<\|fim_middle\|>$/,
          "",
        );
        const lineEnded = words[length - 1] === "\n" || length === 0;
        if (!text.startsWith(previous) && !(id === "qwen" && lineEnded)) jumps++;
        previous = text;
      }
      assert.ok(jumps <= Math.ceil(words.length / 500) + 1, `${jumps} jumps`);
      assert.ok(jumps >= 2, "the window should have moved at all");
    });
});

function prompt(
  document: string,
  { id, budget, ...rest }: Partial<PromptRequest> & { id: string },
): PromptPart[] {
  const format = formatById(id);
  assert.ok(format);
  const [prefix = "", suffix = ""] = document.split("█");
  return buildPrompt({ format, path: "", prefix, suffix, budget: budget ?? roomy, ...rest });
}

function textOf(parts: readonly PromptPart[]): string {
  return parts.map((part) => part.text).join("");
}

function shortText(parts: readonly PromptPart[]): string {
  return parts
    .map(({ text, special }) =>
      special ? `<${/prefix|suffix|middle/.exec(text)?.[0]?.[0]?.toUpperCase()}>` : text,
    )
    .join("");
}

function numberedLines(count: number): string {
  return Array.from({ length: count }, (_, line) => `line ${line} of the file;\n`).join("");
}
