import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { askIn, lastAnswer, openChatView } from "./driver/chatView.ts";
import { eventually } from "./driver/eventually.ts";
import { openFile } from "./driver/quickInput.ts";
import { screenshot } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const WORDS = "On and on it goes, and nobody knows why. ";

describe("Chat with the built-in engine", function () {
  this.timeout(120_000);
  this.bail(true);
  let workbench: Workbench;
  let view: Frame;

  before(async () => {
    workbench = await openScripted([{ after: "assistant\n", text: WORDS, ending: "repeat" }]);
    await openFile(workbench.page, "books.ts");
    await eventually(
      () => readStatus(workbench.page),
      (status) => status.includes("Scripted runs on"),
      { what: "the model did not get ready", withinMs: 30_000 },
    );
    view = await openChatView(workbench.page);
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(workbench.page, `failed-${this.currentTest.title}`);
  });

  it("lets the model of completions answer where it can", async () => {
    await view.locator(".who", { hasText: "Scripted" }).waitFor();
    await askIn(view, "Why?");
    await lastAnswer(view).getByText("On and on it goes").waitFor();
  });

  it("ends an answer that never would, and goes on where a person wants", async () => {
    await view.getByText("This is as long as an answer may be.").waitFor({ timeout: 60_000 });
    const { length } = await lastAnswer(view).locator(".markdown").innerText();
    assert.ok(length > 10 * WORDS.length, `${length}`);
    await view.locator("vscode-button", { hasText: "Go On" }).click();
    await view.getByText("Go on where you stopped.").waitFor();
    await eventually(
      () => view.locator("article.answer").count(),
      (count) => count === 2,
      { what: "it did not go on" },
    );
  });

  it("says why a picture cannot be attached", async () => {
    const { page } = workbench;
    await view.locator('vscode-toolbar-button[label="Attach…"]').click();
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "picture" }).waitFor();
    const row = page.locator(".quick-input-list .monaco-list-row", { hasText: "picture" });
    assert.match(await row.innerText(), /cannot be attached/);
    await page.keyboard.press("Escape");
  });
});
