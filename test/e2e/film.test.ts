import type { Page } from "playwright-core";
import { typeOnNewLine } from "./driver/document.ts";
import { waitForGhostText } from "./driver/ghostText.ts";
import { workbenchSuite } from "./driver/suite.ts";

const WORDS = "books.filter((book) => book.year < year);";

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
});

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
