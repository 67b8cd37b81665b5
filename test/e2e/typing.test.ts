import assert from "node:assert/strict";
import { pasteOnNewLine, type, typeOnNewLine } from "./driver/document.ts";
import { waitForGhostText } from "./driver/ghostText.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { workbenchSuite } from "./driver/suite.ts";

const WORDS = "books.filter((book) => book.year < year);";
const FUNCTION = ["export function olderThan(books: Book[], year: number): Book[] {", "}"];

describe("Ghost text on the screen", function () {
  this.timeout(60_000);
  const suite = workbenchSuite([
    { after: "return ", text: WORDS },
    { after: "  ", text: "open();\n  read();\n" },
  ]);

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`is drawn as a person types, in a ${name} theme`, async () => {
      const { page } = suite;
      await chooseTheme(page, theme);
      await pasteOnNewLine(page, FUNCTION);
      await page.keyboard.press("ArrowUp");
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await type(page, "return ");
      await waitForGhostText(page, WORDS);
      await screenshot(page, `ghost-text-${name}`);
    });
  }

  it("is accepted with Tab", async () => {
    const { page, lastLine } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Tab");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), `return ${WORDS}`);
  });

  it("is accepted word by word", async () => {
    const { page, lastLine } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Control+ArrowRight");
    await waitForGhostText(page, WORDS.slice("books".length));
    assert.equal(await lastLine(), "return books");
  });

  it("is dismissed with Escape", async () => {
    const { page, lastLine } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Escape");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), "return ");
  });

  it("shrinks as a person types along, and is right at every key", async () => {
    const { page } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    for (const [index, key] of [..."books"].entries()) {
      await type(page, key);
      await waitForGhostText(page, WORDS.slice(index + 1));
    }
  });

  it("goes when a person types something else", async () => {
    const { page, lastLine } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await type(page, "7");
    await waitForGhostText(page, "");
    assert.equal(await lastLine(), "return 7");
  });

  it("shows several lines on an indented line", async () => {
    const { page } = suite;
    await typeOnNewLine(page, "  ");
    await waitForGhostText(page, "open();\n  read();");
  });

  it("yields to an open suggestion list: Tab takes what the list says", async () => {
    const { page, lastLine } = suite;
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await type(page, "findBy");
    await page.keyboard.press("Control+Space");
    const list = page.locator(".suggest-widget.visible .monaco-list-row.focused");
    await list.filter({ hasText: "findByAuthor" }).waitFor();
    await page.keyboard.press("Tab");
    assert.equal(await lastLine(), "return findByAuthor");
  });
});
