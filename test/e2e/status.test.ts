import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { typeOnNewLine } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { readGhostText, waitForGhostText } from "./driver/ghostText.ts";
import { enterPath, pick } from "./driver/quickInput.ts";
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
    await focusEditor();
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
  });

  it("says what is wrong with a model that is none, and gets well with a good one", async () => {
    const { page, modelReady } = suite;
    const folder = await mkdtemp(path.join(tmpdir(), "ingle-bad-model-"));
    const bad = path.join(folder, "notes.gguf");
    await writeFile(bad, "These are no weights.");
    await chooseModel(bad);
    await says("notes.gguf");
    assert.equal(await asksForAttention(page), true);
    await screenshot(page, "status-bad-model");
    await assertSilent();
    await chooseModel(suite.model);
    await modelReady();
    assert.equal(await asksForAttention(page), false);
    await rm(folder, { recursive: true });
  });

  async function choose(entry: string): Promise<void> {
    await statusItem(suite.page).click();
    await pick(suite.page, entry);
  }

  async function chooseModel(file: string): Promise<void> {
    await choose("Choose a model file");
    await pick(suite.page, "A GGUF file");
    await enterPath(suite.page, file);
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
