import assert from "node:assert/strict";
import { rename, writeFile } from "node:fs/promises";
import { typeOnNewLine } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { readGhostText, waitForGhostText } from "./driver/ghostText.ts";
import { pick } from "./driver/quickInput.ts";
import { screenshot } from "./driver/screenshot.ts";
import { asksForAttention, readStatus, statusItem } from "./driver/statusItem.ts";
import { workbenchSuite } from "./driver/suite.ts";

const WORDS = "books.length;";
/** Longer than a suggestion takes: what has not come by then does not come. */
const LONG_MS = 1500;

describe("The status item", function () {
  this.timeout(60_000);
  const suite = workbenchSuite([{ after: "return ", text: WORDS }]);

  it("names the model and what it runs on", async () => {
    assert.match(await readStatus(suite.page), /Scripted runs on (the CPU|.+ \(.+\))/);
  });

  it("turns Ingle off here, and on again, from its menu", async () => {
    const { page } = suite;
    await choose("Turn off in this workspace");
    await says("Off in this workspace");
    await screenshot(page, "status-off");
    await assertSilent();
    await choose("Turn on in this workspace");
    await suite.modelReady();
    await focusEditor();
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
  });

  it("says how many files are indexed, and builds the index anew from its menu", async () => {
    await says("files are indexed.");
    await choose("Rebuild the index");
    await says("files are indexed.");
    await choose("Files that are not in the index");
    await suite.page.getByPlaceholder("There are none, besides what is ignored").waitFor();
    await suite.page.keyboard.press("Escape");
  });

  it("says what is wrong with a model file that was spoilt, and gets well with a good one", async () => {
    const { page, model, modelReady } = suite;
    await rename(model, `${model}.good`);
    await writeFile(model, "These are no weights.");
    await choose("Restart the engine");
    await says("GGUF");
    assert.equal(await asksForAttention(page), true);
    await screenshot(page, "status-bad-model");
    await assertSilent();
    await rename(`${model}.good`, model);
    await choose("Restart the engine");
    await modelReady();
    assert.equal(await asksForAttention(page), false);
  });

  async function choose(entry: string): Promise<void> {
    await statusItem(suite.page).click();
    await pick(suite.page, entry);
  }

  async function says(words: string): Promise<void> {
    await eventually(
      () => readStatus(suite.page),
      (status) => status.includes(words),
      { what: `the status item did not say ${JSON.stringify(words)}` },
    );
  }

  async function assertSilent(): Promise<void> {
    await focusEditor();
    await typeOnNewLine(suite.page, "return ");
    await suite.page.waitForTimeout(LONG_MS);
    assert.equal(await readGhostText(suite.page), "");
  }

  async function focusEditor(): Promise<void> {
    await suite.page.locator(".editor-instance .view-lines").click();
  }
});
