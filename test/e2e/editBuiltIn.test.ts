import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { save } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { askInPlace, between, field, goToLine, openField } from "./driver/inlineEdit.ts";
import { answer, openFile } from "./driver/quickInput.ts";
import { screenshot } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const SUM = `export function totalCopies(books: Book[]): number {
  return books.reduce((total, book) => total + book.copies, 0);
}
`;

describe("Edits in place with the built-in engine", function () {
  this.timeout(120_000);
  this.bail(true);
  let workbench: Workbench;

  before(async () => {
    const text = `\`\`\`ts\n${SUM}\`\`\`\n`;
    workbench = await openScripted([{ after: "assistant\n", text }]);
    await openFile(workbench.page, "books.ts");
    await eventually(
      () => readStatus(workbench.page),
      (status) => status.includes("Scripted runs on"),
      { what: "the model did not get ready", withinMs: 30_000 },
    );
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(workbench.page, `failed-${this.currentTest.title}`);
  });

  const file = () => path.join(workbench.folder, "src/books.ts");
  const saved = async (): Promise<string> => {
    await save(workbench.page, file());
    return readFile(file(), "utf8");
  };
  const over = () =>
    workbench.page.locator(".review-widget").first().waitFor({ state: "detached" });

  it("have the model of completions write where it can", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await askInPlace(page, "shorter");
    await between(page, "Ingle proposes 1 change").waitFor({ timeout: 60_000 });
    await screenshot(page, "edit-built-in");
    await page.keyboard.press("Control+Alt+Enter");
    await over();
    assert.ok((await saved()).endsWith(SUM));
    await page.keyboard.press("Control+Z");
    assert.ok(!(await saved()).endsWith(SUM));
  });

  it("stand beside each other in one file", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await askInPlace(page, "shorter");
    await between(page, "Ingle proposes 1 change").waitFor({ timeout: 60_000 });
    await goToLine(page, 19);
    await openField(page);
    await between(page, "Edit lines 18 to 20").waitFor();
    await between(page, "Ingle proposes 1 change").waitFor();
    await page.keyboard.press("Escape");
    await field(page).waitFor({ state: "detached" });
    await goToLine(page, 25);
    await page.keyboard.press("Control+Alt+Backspace");
    await over();
  });

  it("are offered where a file has never been saved", async () => {
    const { page } = workbench;
    await page.keyboard.press("Control+Alt+N");
    await page.locator(".tab.active", { hasText: "Untitled" }).waitFor();
    await page.keyboard.type("total = 0\n");
    await goToLine(page, 1);
    await askInPlace(page, "anything");
    await between(page, "Ingle proposes 1 change").waitFor({ timeout: 60_000 });
    await page.keyboard.press("Control+Alt+Enter");
    await over();
    await page.locator(".view-line", { hasText: "books.reduce" }).first().waitFor();
  });

  it("are shown in a preview where nothing can stand between the lines", async () => {
    const { page } = workbench;
    await openFile(page, "books.ts");
    await goToLine(page, 25);
    await page.keyboard.press("Control+K");
    await page.keyboard.press("z");
    await page.locator(".part.statusbar").waitFor({ state: "hidden" });
    await page.keyboard.press("Control+K");
    await page.keyboard.press("i");
    await page.locator(".quick-input-title", { hasText: "Edit" }).waitFor();
    await answer(page, "shorter");
    await page.locator(".bulk-edit-panel .monaco-list-row").first().waitFor({ timeout: 60_000 });
    await screenshot(page, "edit-zen-preview");
    await page.locator(".bulk-edit-panel").getByText("Apply", { exact: true }).click();
    await page.locator(".bulk-edit-panel .monaco-list-row").first().waitFor({ state: "detached" });
    assert.ok((await saved()).endsWith(SUM));
  });
});
