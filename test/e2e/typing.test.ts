import assert from "node:assert/strict";
import path from "node:path";
import { savedText, type, typeOnNewLine } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { readGhostText, waitForGhostText } from "./driver/ghostText.ts";
import { openFile, runCommand } from "./driver/quickInput.ts";
import { screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus, statusItem } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const FILE = "books.ts";
const WORDS = "books.filter((book) => book.year < year);";
/** As a person types it: the editor closes brackets and indents by itself. */
const FUNCTION = "\nexport function olderThan(books: Book[], year: number): Book[] {\nreturn ";

describe("Ghost text on the screen", function () {
  this.timeout(60_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openScripted([{ after: "return ", text: WORDS }]);
    await openFile(workbench.page, FILE);
    await eventually(
      () => readStatus(workbench.page),
      (status) => status.includes("Scripted"),
      { what: "the status item did not name the model", withinMs: 30_000 },
    );
  });

  after(() => workbench?.close());

  afterEach(async function () {
    const { page } = workbench;
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed-${this.currentTest.title}`);
    await page.keyboard.press("Escape");
    await runCommand(page, "File: Revert File");
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`is drawn as a person types, in a ${name} theme`, async () => {
      const { page, set } = workbench;
      await set({ "workbench.colorTheme": theme });
      await typeOnNewLine(page, FUNCTION);
      await waitForGhostText(page, WORDS);
      await screenshot(page, `ghost-text-${name}`);
    });
  }

  it("is accepted with Tab", async () => {
    const { page } = workbench;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Tab");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), `return ${WORDS}`);
  });

  it("is accepted word by word", async () => {
    const { page } = workbench;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Control+ArrowRight");
    await waitForGhostText(page, WORDS.slice("books".length));
    assert.equal(await lastLine(), "return books");
  });

  it("is dismissed with Escape", async () => {
    const { page } = workbench;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Escape");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), "return ");
  });

  it("shrinks as a person types along, and is right at every key", async () => {
    const { page } = workbench;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    for (const [index, key] of [..."books"].entries()) {
      await type(page, key);
      await waitForGhostText(page, WORDS.slice(index + 1));
    }
  });

  it("goes when a person types something else", async () => {
    const { page } = workbench;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await type(page, "7");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), "return 7");
  });

  it("stops where Ingle is turned off from the status item's menu, and comes back", async () => {
    const { page } = workbench;
    const choose = async (entry: string) => {
      await statusItem(page).click();
      await page.locator(".quick-input-list .monaco-list-row", { hasText: entry }).click();
    };
    await choose("Turn off in this workspace");
    await eventually(
      () => readStatus(page),
      (status) => status.includes("Off in this workspace"),
      { what: "the status item did not say that Ingle is off" },
    );
    await screenshot(page, "status-off");
    await page.locator(".editor-instance .view-lines").click();
    await typeOnNewLine(page, "return ");
    await page.waitForTimeout(1500);
    assert.equal(await readGhostText(page), "");
    await choose("Turn on in this workspace");
    await page.locator(".editor-instance .view-lines").click();
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
  });

  async function lastLine(): Promise<string | undefined> {
    const text = await savedText(workbench.page, path.join(workbench.folder, "src", FILE));
    return text.split("\n").at(-1);
  }
});
