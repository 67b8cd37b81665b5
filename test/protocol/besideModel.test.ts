import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, it } from "mocha";
import { scriptedModel } from "../helpers/gguf/scriptedModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer, type TestServer } from "../helpers/servers.ts";

/** Three files begin the same block, and go on in it each in its own way. */
const helper = (own: string): string => `export async function ${own}(table: Table) {
  if (await database.has(table)) {
    ${own}.open(table, "${own}");
  }
}
`;
const before = "export async function load(table: Table) {\n  if (await database.has";
const after = "\n}\n";
const said = "(table)) {";
const more = "\n    return table;\n  }";

describe("a model behind an echo", () => {
  const scratch = scratchFolder();
  const folder = join(scratch.path, "project");
  mkdirSync(folder);
  for (const own of ["first", "second", "third"])
    writeFileSync(join(folder, `${own}.ts`), helper(own));
  const uri = pathToFileURL(join(folder, "open.ts")).href;
  let server: TestServer;
  afterEach(() => server.close());

  async function serverWith(...written: string[]): Promise<void> {
    const rules = [{ after: "database.", text: ["has", ...written] }];
    const model = scratch.write("scripted.gguf", scriptedModel({ rules }));
    server = await startServer(model, { folder, options: { rules: {} } });
    await server.settled();
  }

  /** What is on the screen after each request, while the echo's own text is typed in three parts. */
  async function film(): Promise<{ shown: string[]; sources: string[] }> {
    const place = await server.openAt(`${before}█${after}`, uri);
    await untilRead();
    const shown: string[] = [];
    const sources: string[] = [];
    for (const typed of ["", "", "(", "(tab", "(table)"]) {
      if (typed !== "") await server.change(place, before + typed + after);
      const position = { ...place.position, character: place.position.character + typed.length };
      const [item] = await server.complete({ ...place, position });
      shown.push(typed + (item?.insertText ?? ""));
      sources.push(server.traces.at(-1)?.source ?? "");
      // The model writes on behind what is shown.
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    return { shown, sources };
  }

  /** Until the workspace has been read, the model alone answers. */
  async function untilRead(): Promise<void> {
    const isRead = (line: string): boolean => /echo: 3 files/.test(line);
    for (const until = Date.now() + 5_000; Date.now() < until; ) {
      if (server.lines.some(isRead)) return;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    assert.fail(server.lines.join("\n"));
  }

  it("lengthens it where it says the same and more, and never changes what stands", async () => {
    await serverWith(said, more);
    const { shown, sources } = await film();
    assert.ok(sources.includes("typed-along"), sources.join());
    for (const [index, text] of shown.entries()) {
      assert.ok(text === said || text === said + more, JSON.stringify(text));
      assert.ok(text.startsWith(shown[index - 1] ?? ""), JSON.stringify(shown));
    }
    assert.equal(shown.at(-1), said + more);
  });

  it("changes nothing of it where it says something else", async () => {
    await serverWith("(shelf)) {", more);
    const { shown, sources } = await film();
    assert.deepEqual(new Set(shown), new Set([said]));
    assert.deepEqual(new Set(sources), new Set(["echo"]));
  });

  it("begins with the echo as a draft, and tells how much of it was taken", async () => {
    await serverWith("(", "table", ")) {", more);
    await film();
    const trace = server.traces.findLast(({ tokens }) => tokens?.draft);
    assert.ok((trace?.tokens?.draft?.taken ?? 0) > 0, JSON.stringify(server.traces.at(-1)));
    assert.ok(server.lines.some((line) => /\d+ of \d+ drafted taken/.test(line)));
  });
});
