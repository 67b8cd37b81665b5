import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { asksBeside, isBeside } from "../../../../server/index/search/beside.ts";
import { type Question, questionOf } from "../../../../server/index/search/question.ts";
import { stemOf } from "../../../../server/index/search/stem.ts";

describe("a question taken apart", () => {
  const rows: [text: string, expected: Partial<Question>][] = [
    ["where is the cache invalidated?", { words: ["cache", "invalidated"], names: [] }],
    ["how is it done", { words: ["how", "is", "it", "done"] }],
    ["", { words: [], names: [], phrases: [], paths: [] }],
    ["  \t ? ! ", { words: [] }],
    ["getCompletionSource", { alone: "getCompletionSource", names: ["getCompletionSource"] }],
    ["getCompletionSource", { words: ["getcompletionsource", "get", "completion", "source"] }],
    ["load_config", { alone: "load_config", words: ["load_config", "load", "config"] }],
    ["gCS", { alone: "gCS" }],
    ["parse HTTPServer settings", { names: ["HTTPServer"] }],
    ["parse HTTPServer settings", { words: ["parse", "httpserver", "http", "server", "settings"] }],
    ['"not found" page', { phrases: ["not found"], words: ["found", "page"] }],
    ['an "unclosed quote', { phrases: [], words: ["unclosed", "quote"] }],
    ["retry in src/net/http.ts", { paths: ["src/net/http.ts"], words: ["retry"] }],
    ["Main.ts", { paths: ["main.ts"], words: [] }],
    ["größe der Straße", { words: ["größe", "der", "straße"] }],
    ["取得する 関数", { words: ["取得する", "関数"] }],
    ["a OR b AND NEAR(c) * ^", { words: ["near"] }],
  ];
  for (const [text, expected] of rows)
    it(`${JSON.stringify(text)}: ${Object.keys(expected).join(", ")}`, () => {
      const question = questionOf(text, { begun: false });
      for (const [key, value] of Object.entries(expected))
        assert.deepEqual(question[key as keyof Question], value, key);
    });

  it("says which word is begun, and no word behind a space", () => {
    assert.equal(questionOf("load conf", { begun: true }).begun, "conf");
    assert.equal(questionOf("load conf ", { begun: true }).begun, undefined);
    assert.equal(questionOf("load conf", { begun: false }).begun, undefined);
    assert.equal(questionOf("loadConf", { begun: true }).begun, "conf");
  });

  it("stays small whatever is pasted", () => {
    const { words } = questionOf(`${"word ".repeat(50)}${"x".repeat(100_000)}`, { begun: true });
    assert.deepEqual(words, ["word", "x".repeat(2_000 - 250)]);
    const many = Array.from({ length: 200 }, (_, index) => `word${index}`).join(" ");
    assert.ok(questionOf(many, { begun: false }).words.length <= 24);
  });
});

describe("a word's stem", () => {
  const rows: [stem: string, words: string[]][] = [
    ["clos", ["close", "closes", "closed", "closing"]],
    ["cach", ["cache", "caches", "cached", "caching"]],
    ["connect", ["connection", "connected", "connecting"]],
    ["class", ["class"]],
    ["map", ["map"]],
    ["utf8s", ["utf8s"]],
  ];
  for (const [stem, words] of rows)
    for (const word of words) it(`${word}: ${stem}`, () => assert.equal(stemOf(word), stem));
});

describe("what stands beside the code", () => {
  const beside = [
    "test/a.ts",
    "pkg/a_test.go",
    "src/a.test.ts",
    "docs/b.py",
    "README.md",
    "a.json",
  ];
  const code = ["src/a.ts", "latest/a.ts", "src/contest.py", "lib/protest.go", "specs.ts"];
  for (const path of beside) it(path, () => assert.ok(isBeside(path)));
  for (const path of code) it(`not ${path}`, () => assert.ok(!isBeside(path)));

  const asked: [text: string, asks: boolean][] = [
    ["tests of the parser", true],
    ["how is the parser tested", false],
    ["README.md", true],
    ["example configuration", true],
  ];
  for (const [text, asks] of asked)
    it(`${text}: ${asks}`, () =>
      assert.equal(asksBeside(questionOf(text, { begun: false })), asks));
});
