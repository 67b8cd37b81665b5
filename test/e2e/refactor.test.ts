import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { eventually } from "./driver/eventually.ts";
import { answer, openFile, pick, readRows, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const NAMES = "1. booksTitled\n2. searchByTitle\n3. find_titles\n4. class";

describe("Refactoring over several files", function () {
  this.timeout(120_000);
  // Each test goes on where the one before has ended.
  this.bail(true);
  let workbench: Workbench;
  let server: ScriptedServer;
  let page: Page;

  before(async () => {
    server = await startScriptedServer({
      rules: [],
      pieceMs: 20,
      chats: [
        { asked: "better names for the function `findByTitle`", answer: NAMES },
        { asked: "pass for `shelf: string`", answer: "`member`" },
      ],
    });
    workbench = await openScripted([], { chat: false, builtins: "typescript" });
    ({ page } = workbench);
    await openFile(page, "books.ts");
    await eventually(
      () => readStatus(page),
      (status) => status !== "",
      { what: "Ingle did not start", withinMs: 30_000 },
    );
    await runCommand(page, "Ingle: Choose a Chat Model…");
    await pick(page, "A server on this machine");
    await answer(page, server.url);
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed-${this.currentTest.title}`);
  });

  const source = (name: string) => readFile(path.join(workbench.folder, "src", name), "utf8");
  const panel = () => page.locator(".bulk-edit-panel");
  const input = () => page.locator(".quick-input-widget input.input");

  /** Puts the cursor there, as a person does. */
  async function goTo(file: string, line: number, column: number): Promise<void> {
    await openFile(page, file);
    await page.keyboard.press("Control+G");
    await input().fill(`:${line}:${column}`);
    await page.keyboard.press("Enter");
    await page.getByText(`Ln ${line}, Col ${column}`).waitFor();
  }

  async function previewed(): Promise<void> {
    await panel().locator(".monaco-list-row .edit-checkbox").first().waitFor({ timeout: 60_000 });
  }

  async function press(button: "Apply" | "Discard"): Promise<void> {
    await panel().getByText(button, { exact: true }).click();
    await panel().locator(".monaco-list-row").first().waitFor({ state: "detached" });
  }

  const becomes = (name: string, wanted: (text: string) => boolean, what: string) =>
    eventually(() => source(name), wanted, { what, withinMs: 30_000 });

  it("suggests names as they are written, and takes any that is typed", async () => {
    await goTo("books.ts", 13, 18);
    // TypeScript's own language server has read the file.
    await eventually(
      async () => {
        await runCommand(page, "Ingle: Rename with Suggested Names…");
        await page.locator(".quick-input-title", { hasText: "Rename findByTitle" }).waitFor();
        return readRows(page);
      },
      (rows) => rows.length > 0,
      { what: "no name was suggested", withinMs: 60_000 },
    );
    const rows = await eventually(
      () => readRows(page),
      (found) => found.length === 3,
      { what: "the names did not come" },
    );
    assert.deepEqual(
      rows.map((row) => row.replace(/\s*scripted-qwen$/, "")),
      ["booksTitled", "searchByTitle", "findTitles"],
    );
    await screenshot(page, "refactor-names");
    await input().fill("titled");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "as typed" }).waitFor();
    await input().fill("");
  });

  it("renames everywhere by the language server, once the preview is accepted", async () => {
    const [books, desk] = [await source("books.ts"), await source("desk.ts")];
    await pick(page, "booksTitled");
    await previewed();
    await screenshot(page, "refactor-rename");
    assert.equal(await panel().locator(".monaco-list-row .edit-checkbox").count(), 5);
    await press("Discard");
    assert.deepEqual([await source("books.ts"), await source("desk.ts")], [books, desk]);
    await runCommand(page, "Ingle: Rename with Suggested Names…");
    await page.locator(".quick-input-title", { hasText: "Rename findByTitle" }).waitFor();
    await pick(page, "booksTitled");
    await previewed();
    await press("Apply");
    await becomes(
      "books.ts",
      (text) => text.includes("booksTitled(books"),
      "books.ts is as before",
    );
    await becomes(
      "desk.ts",
      (text) => text.includes("booksTitled(this.books"),
      "desk.ts is as before",
    );
  });

  it("undoes all files at once", async () => {
    await openFile(page, "books.ts");
    await page.keyboard.press("Control+Z");
    await page.locator('.tab.dirty[data-resource-name="desk.ts"]').waitFor();
    await runCommand(page, "File: Save All");
    await becomes(
      "books.ts",
      (text) => text.includes("findByTitle(books"),
      "books.ts was not undone",
    );
    await becomes(
      "desk.ts",
      (text) => text.includes("findByTitle(this.books"),
      "desk.ts was not undone",
    );
  });

  it("changes a signature, and every call with it", async () => {
    await goTo("loans.ts", 14, 17);
    await runCommand(page, "Ingle: Change Signature…");
    await page.locator(".quick-input-title", { hasText: "Signature of lend" }).waitFor();
    await input().fill(
      "export function lend(shelf: string, member: string, book: Book, today: Date): Loan",
    );
    await screenshot(page, "refactor-signature");
    await page.keyboard.press("Enter");
    await previewed();
    await screenshot(page, "refactor-signature-preview");
    await press("Apply");
    await becomes(
      "loans.ts",
      (text) => text.includes("lend(shelf: string, member"),
      "no new signature",
    );
    await becomes(
      "desk.ts",
      (text) => text.includes("lend(member, member, book, today)"),
      "the call is as before",
    );
  });

  it("moves a function with what it needs to a new file", async () => {
    await goTo("loans.ts", 19, 17);
    await runCommand(page, "Ingle: Move to File…");
    await page.locator(".quick-input-title", { hasText: "Move isOverdue" }).waitFor();
    await screenshot(page, "refactor-move-target");
    await pick(page, "src/isOverdue.ts", "src/isOverdue");
    await previewed();
    await screenshot(page, "refactor-move");
    await press("Apply");
    await becomes(
      "desk.ts",
      (text) => text.includes('import { isOverdue } from "./isOverdue.ts";'),
      "who imports it was not changed",
    );
    assert.match(await source("isOverdue.ts"), /import type \{ Loan \} from "\.\/loans\.ts";/);
    assert.doesNotMatch(await source("loans.ts"), /export function isOverdue/);
  });

  it("refuses in words what cannot be moved", async () => {
    await goTo("desk.ts", 1, 1);
    await runCommand(page, "Ingle: Move to File…");
    await page
      .locator(".notification-toast", { hasText: "no declaration at the cursor" })
      .waitFor();
    await runCommand(page, "Notifications: Clear All Notifications");
  });

  it("returns to a checkpoint, from which one can come back", async () => {
    await runCommand(page, "Ingle: Return to Checkpoint…");
    await page.locator(".quick-input-title", { hasText: "Return to a Checkpoint" }).waitFor();
    const rows = await readRows(page);
    assert.equal(rows.length, 3);
    assert.match(rows[0] ?? "", /Move isOverdue/);
    await screenshot(page, "refactor-checkpoints");
    await pick(page, "Move isOverdue", "isOverdue");
    await previewed();
    await screenshot(page, "refactor-checkpoint-preview");
    await press("Apply");
    await becomes(
      "loans.ts",
      (text) => text.includes("export function isOverdue"),
      "nothing came back",
    );
    await eventually(
      () =>
        source("isOverdue.ts").then(
          () => true,
          () => false,
        ),
      (there) => !there,
      { what: "the new file is still there" },
    );
    await runCommand(page, "Ingle: Return to Checkpoint…");
    await page.locator(".quick-input-title", { hasText: "Return to a Checkpoint" }).waitFor();
    assert.match((await readRows(page))[0] ?? "", /Back to before/);
    await page.keyboard.press("Escape");
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`can be read in a ${name} theme`, async () => {
      await goTo("books.ts", 13, 18);
      await chooseTheme(page, theme);
      await runCommand(page, "Ingle: Rename with Suggested Names…");
      await page.locator(".quick-input-title", { hasText: "Rename findByTitle" }).waitFor();
      await pick(page, "booksTitled");
      await previewed();
      await screenshot(page, `refactor-${name}`);
      await press("Discard");
    });
  }
});
