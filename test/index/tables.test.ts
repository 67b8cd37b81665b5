import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, it } from "mocha";
import { openForReading } from "../../server/index/database.ts";
import type { Embedded, Embedder } from "../../server/index/embedder.ts";
import { eventually } from "../helpers/eventually.ts";
import { startIndex, type TestIndex } from "../helpers/indexes.ts";

describe("the tables of an index", () => {
  let one: TestIndex;
  afterEach(() => one.dispose());

  function rows(sql: string): Record<string, unknown>[] {
    const folder = join(one.storage, "index");
    const name = readdirSync(folder).find((each) => each.endsWith(".db")) ?? "";
    const database = openForReading(join(folder, name));
    assert.ok(database);
    try {
      return database.prepare(sql).all();
    } finally {
      database.close();
    }
  }

  const imports = (): string[] =>
    rows(
      `SELECT a.path AS 'from', specifier, b.path AS 'to' FROM import
       JOIN file a ON a.id = import.file LEFT JOIN file b ON b.id = import.target ORDER BY 1, 2, 3`,
    ).map(({ from, specifier, to }) => `${from} ${specifier} ${to}`);

  it("hold what each language imports from the workspace", async () => {
    one = startIndex({
      "src/a.ts": 'import { b } from "./b.js";\nimport "./folder";\nimport "./missing";\n',
      "src/b.ts": "export const b = 1;\n",
      "src/folder/index.ts": "export {};\n",
      "py/main.py": "from . import near\nimport py.far\n",
      "py/near.py": "",
      "py/far.py": "",
      "go.mod": "module example.org/m\n",
      "main.go": 'package main\n\nimport "example.org/m/lib"\n',
      "lib/one.go": "package lib\n",
      "lib/one_test.go": "package lib\n",
      "lib/sub/two.go": "package sub\n",
      "rs/src/main.rs": "mod part;\n",
      "rs/src/part.rs": "pub fn part() {}\n",
    });
    await one.settled();
    assert.deepEqual(imports(), [
      "main.go lib lib/one.go",
      "py/main.py py/near py/near.py",
      "py/main.py py/py/far py/far.py",
      "rs/src/main.rs rs/src/part rs/src/part.rs",
      "src/a.ts src/b src/b.ts",
      "src/a.ts src/folder src/folder/index.ts",
      "src/a.ts src/missing null",
    ]);
    one.write("src/missing.tsx", "export {};\n");
    one.remove("src/b.ts");
    await one.index.settled();
    assert.deepEqual(imports().slice(-3), [
      "src/a.ts src/b null",
      "src/a.ts src/folder src/folder/index.ts",
      "src/a.ts src/missing src/missing.tsx",
    ]);
  });

  it("hold the symbols of a file once, however often it is taken in", async () => {
    const text = "class A {\n  method() {}\n}\nexport const value = 1;\n";
    one = startIndex({ "a.ts": text });
    const symbols = (): string[] =>
      rows("SELECT name, kind, line, character FROM symbol ORDER BY line, character").map(
        ({ name, kind, line, character }) => `${kind} ${name} ${line}:${character}`,
      );
    await one.settled();
    assert.deepEqual(symbols(), ["type A 0:6", "function method 1:2", "value value 3:13"]);
    one.write("a.ts", `// One line more.\n${text}import "./b";\n`);
    await one.settled();
    one.write("b.ts", "export {};\n");
    await one.settled();
    assert.deepEqual(symbols(), ["type A 1:6", "function method 2:2", "value value 4:13"]);
    assert.equal(rows("SELECT count(*) AS n FROM symbol_text")[0]?.n, 3);
    assert.deepEqual(imports(), ["a.ts b b.ts"]);
    one.remove("a.ts");
    await one.settled();
    assert.deepEqual(symbols(), []);
    assert.equal(rows("SELECT count(*) AS n FROM symbol_text")[0]?.n, 0);
  });

  it("hold a vector for each chunk, and keep those of chunks that stay the same", async () => {
    const asked: string[] = [];
    let answer = (texts: readonly string[]): Embedded => ({
      kind: "vectors",
      model: "first",
      vectors: texts.map((text) => Float32Array.of(text.length, 1)),
    });
    const embedder: Embedder = {
      async embed(texts) {
        asked.push(...texts);
        return answer(texts);
      },
    };
    const long = (name: string): string =>
      `function ${name}() {\n${"  call(something, different);\n".repeat(10)}}\n`;
    one = startIndex({
      "a.ts": `${long("first")}\n${long("second")}`,
      "b.md": "# Title\n\nText.\n",
    });
    await one.settled();
    one.index.embedWith(embedder);
    const vectors = (): number => Number(rows("SELECT count(*) AS n FROM vector")[0]?.n);
    await eventually(() => vectors() === 3);
    assert.match(asked.sort()[0] ?? "", /^a\.ts › first\nfunction first\(\) \{\n/);
    const [stored] = rows(
      "SELECT embedding FROM vector JOIN chunk ON chunk.id = chunk WHERE name = 'first'",
    );
    const bytes = stored?.embedding as Uint8Array;
    assert.equal(
      new Float32Array(bytes.slice().buffer)[0],
      asked.find((text) => /first/.test(text))?.length,
    );

    asked.length = 0;
    one.write("a.ts", `// Moved down.\n\n${long("first")}\n${long("third")}`);
    await eventually(() => asked.some((text) => text.includes("third")) && vectors() === 4);
    assert.ok(!asked.some((text) => text.includes("first")), asked.join("\n"));

    answer = (texts) => ({
      kind: "vectors",
      model: "second",
      vectors: texts.map(() => Float32Array.of(1)),
    });
    one.index.embedWith({ embed: embedder.embed });
    one.write("c.ts", "let c;\n");
    await eventually(() => vectors() === 5);
    assert.equal(rows("SELECT max(length(embedding)) AS n FROM vector")[0]?.n, 4);
    assert.equal(rows("SELECT value FROM meta WHERE key = 'vectors'")[0]?.value, "second");
  });
});
