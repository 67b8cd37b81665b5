import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import type { ScriptRule } from "../../helpers/gguf/scriptedModel.ts";
import { save } from "./document.ts";
import { eventually } from "./eventually.ts";
import { wakeGhostText } from "./ghostText.ts";
import { openFile, runCommand } from "./quickInput.ts";
import { screenshot } from "./screenshot.ts";
import { openScripted, type ScriptedWorkbench } from "./scripted.ts";
import { readStatus } from "./statusItem.ts";
import { openWhyView } from "./whyView.ts";

const FILE = "books.ts";
const MODEL = "Scripted";

/** The workbench of a mocha suite, once its `before` has run. */
export interface Suite {
  readonly page: Page;
  /** The file of the model that writes chosen words. */
  readonly model: string;
  /** Saves the open file and resolves to its last line. */
  readonly lastLine: () => Promise<string | undefined>;
  readonly modelReady: () => Promise<void>;
}

/**
 * Gives a mocha suite one workbench with a model that writes chosen words, and each of its tests the
 * same file as at first. No test may end with a notification on the screen.
 */
export function workbenchSuite(rules: readonly ScriptRule[]): Suite {
  let workbench: ScriptedWorkbench;
  let original: string;
  const file = (): string => path.join(workbench.folder, "src", FILE);

  before(async () => {
    workbench = await openScripted(rules);
    original = await readFile(file(), "utf8");
    await openFile(workbench.page, FILE);
    await suite.modelReady();
    await wakeGhostText(workbench.page);
  });

  after(() => workbench?.close());

  afterEach(async function () {
    const { page } = suite;
    if (this.currentTest?.state === "failed") {
      console.log(`      the status: ${await readStatus(page)}`);
      await screenshot(page, `failed: ${this.currentTest.title}`);
      console.log(`      the last requests:\n${await readRequests(page)}`);
    }
    await page.keyboard.press("Escape");
    // What one test saved would be a line above for the next, and Ingle does not repeat those.
    await writeFile(file(), original);
    await runCommand(page, "File: Revert File");
    assert.deepEqual(await page.locator(".notification-toast").allInnerTexts(), []);
  });

  const suite: Suite = {
    get page() {
      return workbench.page;
    },
    get model() {
      return workbench.model;
    },
    lastLine: async () => {
      await save(workbench.page, file());
      return (await readFile(file(), "utf8")).split("\n").at(-1);
    },
    modelReady: async () => {
      await eventually(
        () => readStatus(workbench.page),
        (status) => status.includes(`${MODEL} runs on`),
        { what: "the status item did not name the model", withinMs: 30_000 },
      );
    },
  };
  return suite;
}

/** What *Why no suggestion?* says of the newest request: why a ghost text did not come. */
async function readRequests(page: Page): Promise<string> {
  const view = await openWhyView(page);
  const text = await view.locator("body").innerText();
  await runCommand(page, "View: Hide Panel");
  return text;
}
