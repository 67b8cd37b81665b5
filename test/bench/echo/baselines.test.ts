import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { Completer } from "./completer.ts";
import { naiveSearch } from "./naive.ts";
import { ngramModel } from "./ngram.ts";

/** The answer at `█` of a document, in a project of other files. */
function answerOf(completer: Completer, document: string, ...others: string[]): string | undefined {
  const [prefix = "", suffix = ""] = document.split("█");
  const languageId = "typescript";
  for (const [index, text] of others.entries())
    completer.update(`src/${index}.ts`, languageId, text);
  completer.update("src/a.ts", languageId, prefix + suffix);
  completer.settle?.();
  return completer.answer({ path: "src/a.ts", languageId, prefix, suffix })?.text;
}

const both: [name: string, document: string, others: string[], wanted: string | undefined][] = [
  [
    "take it from another file",
    "const a = 1;\nstart(█",
    ["start(server, port);\n"],
    "server, port);",
  ],
  ["take it from above", "start(server);\nstart(█\n", [], "server);"],
  ["take it from below", "start(█\nstart(server);\n", [], "server);"],
  ["begin within a word", "go();\nsta█\n", ["go();\nstart(server);\n"], "rt(server);"],
  [
    "prefer the longer match",
    "await queue.start(█\n",
    ["start(a);\nstart(a);\n", "await queue.start(b);\n"],
    "b);",
  ],
  ["prefer the commoner of two", "start(█\n", ["start(a);\n", "start(b);\n", "start(b);\n"], "b);"],
  ["not take the line that is being typed", "start(start(█\n", [], undefined],
];
for (const [name, create] of [
  ["the naive search", naiveSearch],
  ["the n-gram", ngramModel],
] as const)
  describe(name, () => {
    for (const [does, document, others, wanted] of both)
      it(`would ${does}`, () => {
        assert.equal(answerOf(create(), document, ...others), wanted);
      });

    it("forgets a file that is gone", () => {
      const completer = create();
      assert.equal(answerOf(completer, "start(█\n", "start(server);\n"), "server);");
      completer.update("src/0.ts", "typescript", undefined);
      assert.equal(answerOf(completer, "start(█\n"), undefined);
    });
  });

describe("the naive search alone", () => {
  it("finds the longest match to the character", () => {
    const line = (tail: string) => `    const result = await fetch(url, ${tail}\n`;
    const others = ["x", "y"].map((mark) => `${mark.repeat(3)}\n${line(`${mark});`)}`);
    assert.equal(answerOf(naiveSearch(), `?yy\n${line("█").trimEnd()}`, ...others), "y);");
  });

  it("tells on what its answer stands", () => {
    const search = naiveSearch();
    search.update("b.ts", "typescript", "go(a);\ngo(b);\ngo(b);\n");
    const [found] = search.explain({
      path: "a.ts",
      languageId: "typescript",
      prefix: "go(",
      suffix: "\n",
    });
    assert.equal(found?.features.agreement, 2 / 3);
    assert.equal(found?.features["log of the match's length"], Math.log(3));
  });
});

describe("the n-gram alone", () => {
  it("minds no indentation", () => {
    const other = "\t\tif (ready) {\n\t\t\tstart(server);\n";
    assert.equal(answerOf(ngramModel(), "  if (ready) {\n    █\n", other), "start(server);");
  });
});
