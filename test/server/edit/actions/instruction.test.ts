import assert from "node:assert/strict";
import { resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { type InstructionPlace, wantedBy } from "../../../../server/edit/actions/instruction.ts";
import { type EditAction, editActions } from "../../../../server/protocol/edit.ts";
import { createSyntax, type Syntax } from "../../../../server/syntax/syntax.ts";
import { markedRange } from "../../../helpers/cursors.ts";

/** Milliseconds that no test needs. */
const plenty = 5_000;
const spot = { line: 0, character: 0 };
const range = { start: spot, end: spot };

/** An action at a marked text: its title, and what the model is told among other things. */
const rows: [
  action: EditAction,
  languageId: string,
  text: string,
  title: string,
  told: (string | RegExp)[],
][] = [
  ["document", "typescript", "function █f() {}\n", "Document: f", ["`f`", "TSDoc", "no types"]],
  ["document", "javascript", "function █f() {}\n", "Document: f", ["JSDoc", "@param {type}"]],
  ["document", "python", "def █f():\n    pass\n", "Document: f", ["PEP 257", "in sentences"]],
  [
    "document",
    "python",
    'def █f(a):\n    pass\n\ndef g(a):\n    """G.\n\n    Args:\n        a: b\n    """\n',
    "Document: f",
    ["under `Args:`"],
  ],
  [
    "document",
    "python",
    'def █f(a):\n    pass\n\ndef g(a):\n    """G.\n\n    Parameters\n    ----------\n    """\n',
    "Document: f",
    ["NumPy"],
  ],
  [
    "document",
    "python",
    'def █f(a):\n    pass\n\ndef g(a):\n    """G.\n\n    :param a: b\n    """\n',
    "Document: f",
    [":param name:"],
  ],
  ["document", "go", "package a\n\nfunc █F() {}\n", "Document: F", ["`// Name …`"]],
  ["document", "rust", "fn █f() {}\n", "Document: f", ["`///`", "# Errors"]],
  ["document", "java", "class █A {}\n", "Document: A", ["Javadoc"]],
  ["document", "csharp", "class █A {}\n", "Document: A", ["<summary>"]],
  ["document", "kotlin", "█fun f() {}█\n", "Document", ["KDoc", "the marked part"]],
  ["document", "elm", "█f = 1█\n", "Document", ["the convention of its language"]],
  [
    "document",
    "typescript",
    "█function f() {}\nfunction g() {}█\n",
    "Document",
    ["Document `f`, `g`"],
  ],
  ["addTypes", "python", "def █f(a): pass\n", "Add Types: f", ["PEP 484"]],
  ["addTypes", "javascript", "function █f(a) {}\n", "Add Types: f", ["the code itself stays"]],
  [
    "extractVariable",
    "typescript",
    "const a = █b + `c`█;\n",
    "Extract Variable",
    ["```typescript\nb + `c`\n```"],
  ],
  ["split", "go", "package a\n\nfunc █F() {}\n", "Split into Functions: F", ["Split `F` into"]],
  [
    "convertToComprehension",
    "python",
    "def f():\n    for a in b:█\n        c(a)\n",
    "Convert Loop to Comprehension: f",
    ["begins with `for a in b:`", "dict or set"],
  ],
  [
    "translateComments",
    "go",
    "// Das ist nicht für alle.█\n",
    "Translate Comments into English",
    ["into English"],
  ],
  ["simplify", "go", "package a\n\nfunc █F() {}\n", "Simplify: F", ["early returns"]],
];

describe("what an action asks of the model", () => {
  let syntax: Syntax;
  before(() => {
    syntax = createSyntax({ folder: resolve("dist/grammars"), log: () => {} });
  });
  after(() => syntax.dispose());

  async function placeOf(marked: string, languageId: string): Promise<InstructionPlace> {
    const { plain: text, from, to } = markedRange(marked);
    await syntax.ready(languageId);
    const document = { uri: `file:///${text}`, languageId, version: 1, text };
    const selected = text.slice(from, to);
    return {
      ...{ languageId, text, selected, path: "a", isAsked: true, locale: "en" },
      isSelection: selected.trim() !== "",
      line: text.slice(0, from).split("\n").length - 1,
      structure: syntax.structure(document, [from, to], plenty),
    };
  }
  const params = (more: object) => ({
    edit: "1",
    textDocument: { uri: "", version: 1 },
    range,
    ...more,
  });

  for (const [action, languageId, text, title, told] of rows)
    it(`${action} in ${languageId}: ${told.join(", ")}`, async () => {
      const wanted = wantedBy(params({ action }), await placeOf(text, languageId));
      assert.equal(wanted?.title, title);
      for (const each of told)
        assert.ok(wanted?.instruction.includes(String(each)), wanted?.instruction);
    });

  it("tells what is reported, where, and by whom", async () => {
    const diagnostic = { message: "no b", range, code: "2304", source: "ts" };
    const place = await placeOf("const a = b█;\n", "typescript");
    const wanted = wantedBy(params({ action: "fix", diagnostic }), place);
    assert.ok(wanted?.instruction.includes("In the line `const a = b;`: no b (ts 2304)"));
    assert.equal(wanted?.title, "Fix: no b");
  });

  it("has a person's own words besides, and alone where they follow up", async () => {
    const place = await placeOf("function f█() {}\n", "typescript");
    const both = wantedBy(params({ action: "simplify", instruction: "but keep f" }), place);
    assert.match(both?.instruction ?? "", /early returns[\s\S]*Besides: but keep f$/);
    const after = wantedBy(
      params({ action: "simplify", instruction: "shorter", after: "0" }),
      place,
    );
    assert.deepEqual(after, { instruction: "shorter", title: "shorter" });
    assert.equal(wantedBy(params({}), place), undefined);
  });

  for (const action of editActions)
    it(`fills every place in the words of ${action}`, async () => {
      const wanted = wantedBy(params({ action }), await placeOf("█f(1)█;\n", "typescript"));
      assert.ok(action === "writeTests" ? !wanted : !/\{\w+\}/.test(wanted?.instruction ?? "{no}"));
    });
});
