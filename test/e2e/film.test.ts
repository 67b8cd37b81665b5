import assert from "node:assert/strict";
import type { Page } from "playwright-core";
import { childRunning } from "../helpers/childRunning.ts";
import { typeOnNewLine } from "./driver/document.ts";
import { readGhostText, waitForGhostText } from "./driver/ghostText.ts";
import { workbenchSuite } from "./driver/suite.ts";

const WORDS = "books.filter((book) => book.year < year);";

/** Longer than an answer takes, shorter than a stalled engine is given before it is started anew. */
const LATE_MS = 700;

/** What a person does, one thing after another, and the ghost text that is drawn then. */
const film: [does: string, how: (page: Page) => Promise<void>, drawn: string][] = [
  ["types", (page) => typeOnNewLine(page, "return "), WORDS],
  ["types along", (page) => page.keyboard.type("bo", { delay: 40 }), WORDS.slice(2)],
  ["deletes a character", (page) => page.keyboard.press("Backspace"), WORDS.slice(1)],
  ["deletes what was typed along", (page) => page.keyboard.press("Backspace"), WORDS],
  ["takes a word", (page) => page.keyboard.press("Control+ArrowRight"), WORDS.slice(5)],
  ["moves away", (page) => page.keyboard.press("Home"), ""],
  ["comes back and types on", backAnd("."), WORDS.slice(6)],
  ["types something else", (page) => page.keyboard.type("xy"), ""],
  ["deletes that", backspaces(2), WORDS.slice(6)],
  ["takes it all", (page) => page.keyboard.press("Tab"), ""],
  ["undoes that", (page) => page.keyboard.press("Control+Z"), ""],
  ["types on after undoing", (page) => page.keyboard.type("f"), WORDS.slice(7)],
];

describe("Ghost text as a film", function () {
  this.timeout(90_000);
  const suite = workbenchSuite([{ after: "return ", text: WORDS }]);

  it("is right after everything that a person does", async () => {
    const { page } = suite;
    for (const [does, how, drawn] of film) {
      await how(page);
      await waitForGhostText(page, drawn).catch((error: Error) => {
        throw new Error(`after the person ${does}: ${error.message}`);
      });
    }
  });

  it("comes when a model that is late answers, where the person still waits for it", async () => {
    const { page } = suite;
    await whileEngineStands(async () => {
      await typeOnNewLine(page, "late(); return ");
      await page.waitForTimeout(LATE_MS);
      assert.equal(await readGhostText(page), "");
    });
    await waitForGhostText(page, WORDS);
  });

  it("does not come when a late answer is for a place that the person has left", async () => {
    const { page, lastLine } = suite;
    await whileEngineStands(async () => {
      await typeOnNewLine(page, "gone(); return ");
      await page.waitForTimeout(LATE_MS);
      await page.keyboard.type("7");
    });
    await page.waitForTimeout(LATE_MS);
    assert.equal(await readGhostText(page), "");
    assert.equal(await lastLine(), "gone(); return 7");
  });
});

/** Stops the model's process meanwhile, as a machine with too much to do would. */
async function whileEngineStands(work: () => Promise<void>): Promise<void> {
  const engine = childRunning("engine.mjs");
  process.kill(engine, "SIGSTOP");
  try {
    await work();
  } finally {
    process.kill(engine, "SIGCONT");
  }
}

function backAnd(text: string) {
  return async (page: Page): Promise<void> => {
    await page.keyboard.press("End");
    await page.keyboard.type(text);
  };
}

function backspaces(count: number) {
  return async (page: Page): Promise<void> => {
    for (let press = 0; press < count; press += 1) await page.keyboard.press("Backspace");
  };
}
