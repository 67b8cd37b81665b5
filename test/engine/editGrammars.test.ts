import assert from "node:assert/strict";
import { after, describe, it } from "mocha";
import { blocksGrammar } from "../../server/edit/answer/grammar.ts";
import type { Engine } from "../../server/engine/engine.ts";
import { collect, engineFor } from "../helpers/engines.ts";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";

const never = new AbortController().signal;
const add = "function add(x, y) {\n  return x - y;\n}\n";
const odd = 'const a = "\\n\\"";\r\n\tconst b = `größer 😀`;\n```\n~~~\n[^x] | (y)* ::= z?\n';
const quoted = "<<<<<<< SEARCH\n  return x - y;\n=======\n  return x + y;\n>>>>>>> REPLACE\n";

const rows: [name: string, wants: string, answer: RegExp, region?: string][] = [
  ["what the model wants to say, where that is a block", quoted, exactly(quoted)],
  [
    "a quotation of what stands there",
    quoted.replace("x - y", "x * z"),
    /^<<<<<<< SEARCH\n {2}return x - y;\n(?:}\n)?=======\n/,
  ],
  [
    "a quotation of odd characters",
    "No.",
    /^<<<<<<< SEARCH\n(?:const a|\tconst b|```|~~~|\[)/,
    odd,
  ],
];

describe("an edit that the real engine writes under a grammar", () => {
  const folder = scratchFolder();
  const engines: Engine[] = [];
  after(() => Promise.all(engines.map((each) => each.dispose())));

  for (const [name, text, wanted, region = add] of rows)
    it(`is ${name}`, async () => {
      const grammar = blocksGrammar(region);
      assert.ok(grammar);
      const model = scriptedModel({ rules: [{ after: "assistant\n", text }] });
      const engine = engineFor(folder.write(`${engines.length}.gguf`, model));
      engines.push(engine);
      const messages = [{ role: "user" as const, content: "Add them." }];
      const request = { messages, maxTokens: 80, grammar };
      const { text: said, end } = await collect(engine.chat(request, never));
      assert.match(said, wanted, JSON.stringify(end));
    });

  it("has no grammar where a region looks like the marks of blocks", () => {
    const region = "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> other\n";
    assert.equal(blocksGrammar(region), undefined);
    assert.equal(blocksGrammar(""), undefined);
  });
});

function exactly(text: string): RegExp {
  return new RegExp(`^${text.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&").replace(/\n$/, "\n?")}$`);
}
