import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { createIndexProcess, type IndexProcess } from "../../../server/index/process.ts";
import { eventually } from "../../helpers/eventually.ts";

describe("an index on a runtime without SQLite", () => {
  const top = mkdtempSync(join(tmpdir(), "ingle-index-"));
  const optionsBefore = process.env.NODE_OPTIONS;
  const lines: string[] = [];
  let index: IndexProcess;

  before(() => {
    // Node 20 has none; a newer one can be told to have none.
    if (Number(process.versions.node.split(".")[0]) >= 22)
      process.env.NODE_OPTIONS = "--no-experimental-sqlite";
    writeFileSync(join(top, "a.ts"), "let a;\n");
    index = createIndexProcess({
      entry: resolve("dist/index/index.js"),
      storage: () => join(top, "storage"),
      log: (line) => lines.push(line),
    });
    index.use({ folders: [top], exclude: [] });
  });
  after(async () => {
    if (optionsBefore === undefined) delete process.env.NODE_OPTIONS;
    else process.env.NODE_OPTIONS = optionsBefore;
    await index.dispose();
    rmSync(top, { recursive: true });
  });

  it("says once why there is none, and what to do", async () => {
    await eventually(() => index.state.kind === "unavailable");
    assert.deepEqual(index.state, {
      kind: "unavailable",
      reason: `The workspace has no index: Node ${process.versions.node} comes without SQLite.`,
      remedy: "Run Ingle with Node 22.16 or newer, or in a newer editor. The rest works without.",
    });
    assert.equal(lines.length, 1, lines.join("\n"));
  });

  it("finds nothing, takes everything it is told, and never ends", async () => {
    const uri = pathToFileURL(join(top, "a.ts")).href;
    index.changed({ uri, languageId: "typescript", version: 1, getText: () => "let b;" });
    index.fileChanged(uri);
    index.typing();
    assert.deepEqual(await index.search({ text: "a", limit: 5 }, new AbortController().signal), []);
    assert.deepEqual(await index.skipped(), []);
    await index.settled();
    index.closed({ uri });
    assert.equal(index.state.kind, "unavailable");
  });
});
