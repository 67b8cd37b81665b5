import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { echoOf } from "../../../server/echo/answer.ts";
import { echoLines } from "../../../server/echo/lines.ts";
import { lineOf } from "../../../server/echo/occurrences.ts";
import { createEchoStore, type EchoStore } from "../../../server/echo/store.ts";

const uri = "file:///project/a.ts";

/** A store that has taken in these files, by their names. */
function storeOf(files: Record<string, string>, languageId = "typescript"): EchoStore {
  const store = createEchoStore({ keeps: (each) => each === uri });
  for (const [name, text] of Object.entries(files))
    store.put({ uri: `file:///project/${name}`, languageId, text });
  settle(store);
  return store;
}

function settle(store: EchoStore): void {
  while (store.step()) {
    // Another step.
  }
}

/** The echo at `█` of a document that is not in the store, or is there as `a.ts`. */
function echoAt(store: EchoStore, text: string, languageId = "typescript") {
  const [prefix = "", suffix = ""] = text.split("█");
  return echoOf({ uri, languageId, prefix, suffix }, store);
}

const sure = 0;

describe("an echo over line ends", () => {
  const block = "function stop() {\n    clear(timer);\n    timer = undefined;\n}\nother();\n";
  const rows: [name: string, document: string, wanted: string | undefined][] = [
    ["goes on", "\tclear(ti█\n", "mer);\n\ttimer = undefined;\n}\nother();"],
    [
      "is indented as the file is",
      "  function stop() {█\n",
      "\n    clear(timer);\n    timer = undefined;\n  }\n  other();",
    ],
    ["ends where the text goes on so", "    clear(ti█\n    timer = undefined;\n", "mer);"],
    ["keeps to its line where something stands behind", "    clear(ti█)\n", "mer);"],
  ];
  for (const [name, document, wanted] of rows)
    it(name, () => {
      const [prefix = "", suffix = ""] = document.split("█");
      const store = storeOf({ "b.ts": block });
      const echo = echoLines({ uri, languageId: "typescript", prefix, suffix }, store, sure);
      assert.equal(echo?.text, wanted);
    });

  it("ends after some lines", () => {
    const long = Array.from({ length: 50 }, (_, index) => `call${index}(${index});`).join("\n");
    const store = storeOf({ "b.ts": `${long}\n` });
    const query = { uri, languageId: "typescript", prefix: "call0(", suffix: "\n" };
    assert.equal(echoLines(query, store, sure)?.text.split("\n").length, 8);
  });
});

describe("an echo", () => {
  it("tells no secret and no licence", () => {
    const key = `const key = "AKIA${"IOSFODNN7EXAMPLE"}";\n`;
    assert.equal(echoAt(storeOf({ "b.ts": key }), "const key = █"), undefined);
    const licence = "// Copyright 2020 Somebody. All rights reserved.\n";
    assert.equal(echoAt(storeOf({ "b.ts": licence }), "// Copyr█"), undefined);
  });

  const elsewhere = "export function load(path: string) {\n  return readFile(path, 'utf8');\n}\n";
  const rows: [name: string, file: string, document: string, wanted: string | undefined][] = [
    ["goes on as elsewhere", elsewhere, "x();\n  return readFile(█", "path, 'utf8');"],
    ["goes on inside a word", elsewhere, "x();\n  return readF█", "ile(path, 'utf8');"],
    [
      "does not mind the indentation",
      elsewhere,
      "x();\n\t\t\t\treturn re█",
      "adFile(path, 'utf8');",
    ],
    [
      "begins a line",
      elsewhere,
      "function load(path: string) {\n█",
      "return readFile(path, 'utf8');",
    ],
    [
      "does not mind blank lines",
      elsewhere,
      "type utf8 = typeof readFile;\nfunction load(path: string) {\n\n\n  █",
      "return readFile(path, 'utf8');",
    ],
    ["is nothing where nothing is like it", elsewhere, "zebra quagga█", undefined],
    ["keeps other alphabets", "const größe = '北京 👋';\n", "const gr█", "öße = '北京 👋';"],
    ["takes what more places say", "f(1);\nf(2);\nf(2);\n", "f(█", "2);"],
    [
      "takes the longest match",
      "let ab = f(1);\nlet x = f(2);\nvar y = f(2);\n",
      "let ab = f(█",
      "1);",
    ],
    [
      "in code does not come from a comment",
      "// if only one could\nif (a) b();\n",
      "if█",
      " (a) b();",
    ],
    [
      "in a comment does not come from code",
      "if (a) b();\n// see if only one could\n",
      "// see if█",
      " only one could",
    ],
    [
      "finds the word that is begun among many others that stand there",
      `${Array.from({ length: 900 }, (_, index) => `go(a${index});\n`).join("")}go(zebra.first);\n`,
      "go(ze█",
      "bra.first);",
    ],
    [
      "comes all the same where a mark seems to begin a string",
      elsewhere,
      "const quote = /`/;\n  return readF█",
      "ile(path, 'utf8');",
    ],
  ];
  for (const [name, file, document, wanted] of rows)
    it(name, () => {
      assert.equal(echoAt(storeOf({ "b.ts": file }), document)?.text, wanted);
    });

  it("tells where it comes from", () => {
    const echo = echoAt(storeOf({ "b.ts": `a();\n\n${elsewhere}` }), "  return readFile(█");
    const [one] = echo?.occurrences ?? [];
    assert.deepEqual([one?.uri, one && lineOf(one)], ["file:///project/b.ts", 3]);
  });

  it("is no more where its file has gone", () => {
    const store = storeOf({ "b.ts": elsewhere });
    store.remove("file:///project/b.ts");
    assert.equal(echoAt(store, "return readFile(█"), undefined);
  });

  it("follows a file that has changed", () => {
    const store = storeOf({ "b.ts": elsewhere });
    const text = elsewhere.replace("readFile(path, 'utf8')", "readFile(path)");
    store.put({ uri: "file:///project/b.ts", languageId: "typescript", text });
    settle(store);
    assert.equal(echoAt(store, "return readFile(█")?.text, "path);");
  });

  it("stays in its family of languages", () => {
    const store = storeOf({ "b.py": "return read_file(path)\n" }, "python");
    assert.equal(echoAt(store, "return read█"), undefined);
    assert.equal(echoAt(store, "return read█", "python")?.text, "_file(path)");
  });

  it("is not what stands at the cursor itself", () => {
    const document = "alpha(1);\nbeta(2);\n";
    const store = storeOf({ "a.ts": document });
    for (const at of [3, 6, 12, 15]) {
      const echo = echoAt(store, `${document.slice(0, at)}█${document.slice(at)}`);
      const lines = echo?.occurrences.map(lineOf) ?? [];
      assert.ok(!lines.includes(at < 10 ? 0 : 1), document.slice(0, at));
    }
  });

  it("hears what was typed since the file was taken in", () => {
    const store = storeOf({ "a.ts": "start();\nend();\n" });
    const text = "start();\nconst total = sum(values, 0);\nconst total = su█\nend();\n";
    assert.equal(echoAt(store, text)?.text, "m(values, 0);");
  });

  it("hears what stands below the cursor, also when all has been taken in", () => {
    const text = "start();\nconst total = su█\nend();\nconst total = sum(values, 0);\n";
    const store = storeOf({ "a.ts": text.replace("█", "") });
    assert.equal(echoAt(store, text)?.text, "m(values, 0);");
  });

  it("is not the line that stands below the cursor already", () => {
    const text = "start();\n█\nend(now);\n";
    const store = storeOf({ "a.ts": text.replace("█", "") });
    assert.notEqual(echoAt(store, text)?.text, "end(now);");
  });

  it("hears what ends like a new word", () => {
    const text = "def read_without_limit(path) -> None:\n    pass\n\ndef write_no_limit█\n";
    const store = storeOf({ "a.ts": text.replace("█", "") });
    assert.equal(echoAt(store, text)?.text, "(path) -> None:");
  });

  it("hears the rest of a very large file, of which a query shows a part", () => {
    const filler = Array.from({ length: 900 }, (_, index) => `work${index}(${index});\n`);
    const text = `const total = sum(values, 0);\n${filler.join("")}const total = su█\n${filler.join("")}`;
    const [prefix = "", suffix = ""] = text.split("█");
    const store = storeOf({ "a.ts": prefix + suffix });
    const query = { uri, languageId: "typescript" };
    const near = { prefix: prefix.slice(-2_000), suffix: suffix.slice(0, 2_000) };
    assert.equal(echoOf({ ...query, ...near }, store)?.text, "m(values, 0);");
  });

  it("hears no line that was typed over", () => {
    const store = storeOf({ "a.ts": "start();\nconst total = sum(values, 0);\nend();\n" });
    assert.equal(echoAt(store, "start();\nconst total = s█\nend();\n"), undefined);
  });

  it("is found in many files that came one by one", () => {
    const store = storeOf({});
    for (let index = 0; index < 300; index += 1) {
      const text = `export const value${index} = compute${index}(${index});\n`;
      store.put({ uri: `file:///project/${index}.ts`, languageId: "typescript", text });
      if (index % 7 === 0) settle(store);
    }
    settle(store);
    for (const index of [0, 1, 150, 299])
      assert.equal(echoAt(store, `const value${index} = █`)?.text, `compute${index}(${index});`);
    assert.ok(store.segmentsFor("typescript").length < 10);
  });
});
