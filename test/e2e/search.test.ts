import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { eventually } from "./driver/eventually.ts";
import { openFile, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import type { Workbench } from "./driver/workbench.ts";

describe("Search Workspace", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let page: Page;

  before(async () => {
    workbench = await openScripted([]);
    page = workbench.page;
    await openFile(page, "books.ts");
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed: ${this.currentTest.title}`);
    await page.keyboard.press("Escape");
    // Another picker that is opened before this one has gone would be closed with it.
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    await page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
  });

  const input = () => page.locator(".quick-input-widget input.input");
  const rows = () => page.locator(".quick-input-list .monaco-list-row");
  const tab = () => page.locator(".tabs-container .tab.active").first();

  /** Types a question and waits until the first row is what it should be. */
  async function search(text: string, first: RegExp): Promise<string> {
    await runCommand(page, "Ingle: Search Workspace");
    // What is typed into the list of commands, before it has gone, is lost.
    await page.locator(".quick-input-title", { hasText: "Search Workspace" }).waitFor();
    await input().pressSequentially(text, { delay: 30 });
    assert.equal(await input().inputValue(), text);
    return eventually(
      async () => (await rows().allInnerTexts())[0] ?? "",
      (row) => first.test(row.replace(/\s+/g, " ")),
      { what: `${text} did not find it`, withinMs: 30_000 },
    );
  }

  /** What is typed, and what stands in the first row. */
  const questions: [how: string, text: string, first: RegExp][] = [
    ["a name", "sortByYear", /sortByYear.*src\/books\.ts:\d+/],
    ["the beginning of a name", "sortB", /sortByYear/],
    ["a name's initials", "fBT", /findByTitle/],
    ["words", "loan overdue", /overdue|loans\.ts/i],
  ];
  for (const [how, text, first] of questions) {
    it(`finds by ${how}`, () => search(text, first));
  }

  it("says where nothing is found", async () => {
    const row = await search("xylophone", /Nothing in this workspace/);
    assert.match(row.replace(/\s+/g, " "), /files were searched/);
  });

  it("shows a result while it is moved over, and goes back on Escape", async () => {
    await search("lend a book", /loans\.ts|books\.ts/);
    for (let moves = 0; moves < 6; moves += 1) {
      await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(300);
      if (((await tab().getAttribute("data-resource-name")) ?? "") !== "books.ts") break;
    }
    assert.notEqual(await tab().getAttribute("data-resource-name"), "books.ts");
    await page.locator(".monaco-editor .rangeHighlight, .monaco-editor .cdr").first().waitFor();
    await page.keyboard.press("Escape");
    await eventually(
      () => tab().getAttribute("data-resource-name"),
      (name) => name === "books.ts",
      { what: "the file from before did not come back" },
    );
    await eventually(
      () => page.locator(".tabs-container .tab").count(),
      (count) => count === 1,
      { what: "the tab of the preview stayed" },
    );
  });

  it("opens a result at its line", async () => {
    await search("lend", /lend/);
    await page.keyboard.press("Enter");
    await page.locator('.tab.active[data-resource-name="loans.ts"]').waitFor();
    await eventually(
      () => page.locator(".statusbar").innerText(),
      (text) => /Ln 14, Col 17/.test(text),
      { what: "the cursor is not at the name" },
    );
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`can be read in a ${name} theme`, async () => {
      await page.locator(".editor-instance .view-lines").first().click();
      await chooseTheme(page, theme);
      await search("which loans are late", /daysLate|loans/);
      await screenshot(page, `search-${name}`);
    });
  }
});
