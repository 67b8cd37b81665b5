import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { eventually } from "./driver/eventually.ts";
import { openFile, runCommand } from "./driver/quickInput.ts";
import { screenshot } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import type { Workbench } from "./driver/workbench.ts";

describe("Refactoring over several files", function () {
  this.timeout(120_000);
  this.bail(true);
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    workbench = await openScripted([], { builtins: "typescript" });
    ({ page } = workbench);
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed-${this.currentTest.title}`);
  });

  const source = (name: string) => readFile(path.join(workbench.folder, "src", name), "utf8");
  const panel = () => page.locator(".bulk-edit-panel");

  it("renames everywhere, through the preview, with one undo", async () => {
    const [books, desk] = [await source("books.ts"), await source("desk.ts")];
    await openFile(page, "books.ts");
    await page.keyboard.press("Control+G");
    await page.locator(".quick-input-widget input.input").fill(":13:18");
    await page.keyboard.press("Enter");
    await page.getByText("Ln 13, Col 18").waitFor();
    await runCommand(page, "Ingle: Rename with Suggested Names…");
    await page.locator(".quick-input-title", { hasText: "Rename findByTitle" }).waitFor();
    await page.locator(".quick-input-widget input.input").fill("titled");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "titled" }).waitFor();
    await page.keyboard.press("Enter");
    await page.getByText("Refactor Preview").first().waitFor();
    await panel().locator(".monaco-list-row .edit-checkbox").first().waitFor();
    await screenshot(page, "refactor-rename");
    assert.equal(await source("desk.ts"), desk);
    await panel().getByText("Apply", { exact: true }).click();
    await eventually(
      () => source("desk.ts"),
      (text) => text.includes("titled(this.books"),
      { what: "desk.ts" },
    );
    await eventually(
      () => source("books.ts"),
      (text) => text.includes("titled(books"),
      { what: "books.ts" },
    );
    await screenshot(page, "refactor-renamed");
    await page.keyboard.press("Control+Z");
    await page.waitForTimeout(3500);
    await screenshot(page, "refactor-undo");
    await openFile(page, "desk.ts");
    await page.waitForTimeout(1500);
    await screenshot(page, "refactor-undo2");
    await page.keyboard.press("Control+Z");
    await page.waitForTimeout(1500);
    await screenshot(page, "refactor-undo3");
    console.log(await page.locator(".monaco-dialog-box").allInnerTexts());
    console.log(books.length);
  });
});
