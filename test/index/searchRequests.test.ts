import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after, before, describe, it } from "mocha";
import { type Client, startClient } from "../../server/cli/client.ts";
import type { IndexStatus } from "../../server/protocol/messages.ts";
import {
  type SearchAnswer,
  type SearchParams,
  type SearchResult,
  searchRequest,
} from "../../server/protocol/search.ts";
import { eventually } from "../helpers/eventually.ts";
import { scratchFolder } from "../helpers/scratch.ts";

describe("ingle/search", function () {
  this.timeout(20_000);
  const scratch = scratchFolder();
  const folder = join(scratch.path, "sample");
  let client: Client;
  let status: IndexStatus | undefined;

  before(async () => {
    cpSync(resolve("sample"), folder, { recursive: true });
    writeFileSync(join(folder, ".env"), "LENDING_TOKEN=verysecretlending\n");
    client = await startClient({
      server: resolve("dist/server.js"),
      folder,
      initializationOptions: { storage: join(scratch.path, "storage") },
      onIndex(next) {
        status = next;
      },
    });
    await eventually(() => status?.kind === "ready");
  });
  after(() => client.close());

  const ask = (params: SearchParams): Promise<SearchAnswer> =>
    client.connection.sendRequest(searchRequest, params);

  it("answers with the line to look at, and why", async () => {
    const { results, searched } = await ask({ text: "isOverdue", limit: 1 });
    const [first] = results;
    assert.equal(searched.kind, "all");
    assert.deepEqual(
      { path: first?.path, line: first?.line, character: first?.character, text: first?.text },
      {
        path: "src/loans.ts",
        line: 18,
        character: 16,
        text: "export function isOverdue(loan: Loan, today: Date): boolean {",
      },
    );
    assert.deepEqual(first?.why[0], { by: "name", name: "isOverdue", match: "exact" });
    assert.equal(first?.uri, pathToFileURL(join(folder, "src/loans.ts")).href);
  });

  it("names the words that stand in a result", async () => {
    const { results } = await ask({ text: "how late may a loan be returned" });
    const reasons = results.flatMap(({ why }) => why.filter(({ by }) => by === "words"));
    assert.ok(reasons.some((why) => why.by === "words" && why.words.includes("loan")));
  });

  it("says what is close to the document that is looked at", async () => {
    const textDocument = { uri: pathToFileURL(join(folder, "src/desk.ts")).href };
    const { results } = await ask({ text: "loan", textDocument });
    const loans = results.find(({ path }) => path === "src/loans.ts");
    assert.ok(loans?.why.some((why) => why.by === "near" && why.how === "imported"));
  });

  it("reads an open document as it is now", async () => {
    const uri = pathToFileURL(join(folder, "src/open.ts")).href;
    const text = "\n\nexport function weighParcel() {\n  return 1;\n}\n";
    await client.open({ uri, languageId: "typescript", text });
    const first = async () => (await ask({ text: "weighParcel" })).results[0];
    let found = await first();
    for (const until = Date.now() + 5_000; !found && Date.now() < until; ) found = await first();
    assert.deepEqual([found?.line, found?.text], [2, "export function weighParcel() {"]);
  });

  it("shows nothing of a file that must not be read", async () => {
    const { results } = await ask({ text: "verysecretlending LENDING_TOKEN" });
    assert.deepEqual(
      results.filter(({ path }) => path.includes(".env")),
      [],
    );
  });
});

describe("ingle index, ingle search", function () {
  this.timeout(30_000);
  const scratch = scratchFolder();
  const folder = join(scratch.path, "project");
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(
    join(folder, "src", "mill.ts"),
    "export function grindGrain() {\n  return 'flour';\n}\n",
  );
  writeFileSync(join(folder, "wheat.png"), Buffer.from([0x89, 0x50, 0, 0, 1, 2, 3]));
  const storage = ["--storage", join(scratch.path, "storage")];

  function ingle(...args: string[]) {
    return spawnSync(process.execPath, [resolve("dist/cli.js"), ...args], {
      encoding: "utf8",
      cwd: folder,
    });
  }

  it("indexes a folder and says what was left out", () => {
    const { status, stdout } = ingle("index", ".", ...storage);
    assert.match(stdout, /^1 files? in 1 parts?, up to date after [\d.]+ s\.\n/);
    assert.match(stdout, /1 file was left out:\n {2}.+:\n {4}wheat\.png/);
    assert.equal(status, 0);
  });

  it("says the same as JSON", () => {
    const { stdout } = ingle("index", ...storage, "--json");
    const { files, skipped } = JSON.parse(stdout) as { files: number; skipped: object[] };
    assert.deepEqual([files, skipped.length], [1, 1]);
  });

  it("searches, and prints links", () => {
    const { status, stdout } = ingle("search", "grind the grain", ...storage);
    assert.match(stdout, /^src[\\/]mill\.ts:1 {2}grindGrain\n {4}export function grindGrain/);
    assert.match(stdout, /declares grindGrain/);
    assert.equal(status, 0);
  });

  it("searches a folder that has no index yet, and prints JSON", () => {
    const fresh = ["--storage", join(scratch.path, "other")];
    const { stdout } = ingle("search", "flour", ...fresh, "--json", "--folder", folder);
    const [first] = JSON.parse(stdout) as SearchResult[];
    assert.deepEqual([first?.path, first?.line], ["src/mill.ts", 1]);
  });

  /** Arguments, the exit code, and what is said. */
  const wrong: [name: string, args: string[], code: number, said: RegExp][] = [
    ["nothing to find", ["search", "submarine"], 1, /Nothing in .* has these words/],
    ["no question", ["search"], 2, /Usage/],
    ["a limit that is none", ["search", "a", "--limit", "many"], 2, /--limit must be a number/],
    ["a folder that is not there", ["index", "nowhere"], 1, /nowhere is no folder/],
    ["two folders", ["index", "a", "b"], 2, /Usage/],
  ];
  for (const [name, args, code, said] of wrong)
    it(`explains itself when it is given ${name}`, () => {
      const { status, stderr } = ingle(...args, ...storage);
      assert.match(stderr, said);
      assert.equal(status, code);
    });
});
