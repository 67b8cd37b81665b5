import assert from "node:assert/strict";
import { access, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import type { Frame, Locator, Page } from "playwright-core";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { chatFrame, lastAnswer } from "./driver/chatView.ts";
import { save } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { between, bodyLink, goToLine } from "./driver/inlineEdit.ts";
import { answer, openFile, pick, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import type { Workbench } from "./driver/workbench.ts";

const SHELF = `import type { Book } from "./books.ts";

export function labelOf(book: Book): string {
  return \`\${book.titel} (\${book.year})\`;
}
`;

const FIXED = `export function labelOf(book: Book): string {
  return \`\${book.title} (\${book.year})\`;
}
`;

/** What is selected to be given a name. */
const EXPRESSION = `\`\${book.title} (\${book.year})\``;

const DOCUMENTED = `/**
 * What stands on the back of a book.
 *
 * @param book - the book that is to be shelved
 * @returns its title, and its year in brackets
 */
${FIXED}`;

const NAMED = `export function labelOf(book: Book): string {
  const year = \`(\${book.year})\`;
  return \`\${book.title} \${year}\`;
}
`;

/** The project's own framework, as far as a checker has to know it. */
const VITEST = `declare module "vitest" {
  export function it(name: string, check: () => void): void;
  export function expect(value: unknown): { toBe(other: unknown): void };
}
`;

const OWN_TEST = `import { expect, it } from "vitest";
import { totalCopies } from "./books.js";

it("counts no copies of no books", () => expect(totalCopies([])).toBe(0));
`;

const TESTS = `import { expect, it } from "vitest";
import type { Book } from "./books.js";
import { labelOf } from "./shelf.js";

it("names a book and its year", () => {
  const book: Book = { isbn: "1", title: "Emma", author: "Austen", year: 1815, copies: 2 };
  expect(labelOf(book)).toBe("Emma (1815)");
});
`;

const EXPLAINED = "The name of the property is misspelt: a book has a `title`.";

const fenced = (code: string): string => `\`\`\`ts\n${code}\`\`\`\n`;

describe("Actions of the light bulb", function () {
  this.timeout(120_000);
  // Each test goes on where the one before has ended.
  this.bail(true);
  let workbench: Workbench;
  let page: Page;
  let server: ScriptedServer;

  before(async () => {
    server = await startScriptedServer({
      rules: [],
      pieceMs: 5,
      chats: [
        { asked: "What does this mean", answer: EXPLAINED },
        { asked: "Mend a problem", answer: fenced(FIXED) },
        { asked: "Document `labelOf`", answer: fenced(DOCUMENTED) },
        { asked: "Write tests for `labelOf`", answer: fenced(TESTS) },
        { asked: "Give this expression a name", answer: fenced(NAMED) },
      ],
    });
    workbench = await openScripted([], { chat: false, builtins: "typescript" });
    ({ page } = workbench);
    await writeFile(file(), SHELF);
    await writeFile(path.join(workbench.folder, "src/vitest.d.ts"), VITEST);
    await writeFile(path.join(workbench.folder, "src/books.test.ts"), OWN_TEST);
    await openFile(page, "shelf.ts");
    await runCommand(page, "Ingle: Choose a Chat Model…");
    await pick(page, "A server on this machine");
    await answer(page, server.url);
    await page.locator(".squiggly-error").waitFor({ timeout: 60_000 });
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed-${this.currentTest.title}`);
  });

  const file = (): string => path.join(workbench.folder, "src/shelf.ts");
  const saved = async (): Promise<string> => {
    await save(page, file());
    return readFile(file(), "utf8");
  };
  const rows = (): Locator => page.locator(".action-widget .monaco-list-row.action");
  const row = (title: string): Locator => rows().filter({ hasText: title }).first();
  const take = async (title: string): Promise<void> => {
    await row(title).click();
    await rows().first().waitFor({ state: "detached" });
  };

  /** Opens the menu of the cursor's place by its keys; a model that was just chosen may come late. */
  async function openMenu(title: string): Promise<void> {
    await eventually(
      async () => {
        // Without a menu, Escape would end the selection.
        if (await rows().first().isVisible()) await page.keyboard.press("Escape");
        await page.keyboard.press("Control+.");
        await row(title)
          .waitFor({ timeout: 3_000 })
          .catch(() => {});
        return row(title).count();
      },
      (count) => count > 0,
      { what: `${title} was not offered`, withinMs: 30_000 },
    );
  }

  async function accept(): Promise<void> {
    await between(page, "Ingle proposes").waitFor({ timeout: 60_000 });
    await bodyLink(page, "Ingle proposes", "Accept").first().click();
    await page.locator(".review-widget").first().waitFor({ state: "detached" });
  }

  it("explains what the editor reports, in a new conversation", async () => {
    await goToLine(page, 4);
    await openMenu("Explain with Ingle");
    await take("Explain with Ingle");
    const view: Frame = await chatFrame(page);
    await lastAnswer(view).getByText("misspelt").waitFor({ timeout: 30_000 });
    await view.getByText("Property 'titel' does not exist").first().waitFor();
    await screenshot(page, "actions-explained");
    const asked = JSON.stringify(server.requests.at(-1)?.body.messages);
    assert.ok(asked.includes("src/shelf.ts:4: Property 'titel'"), asked);
    assert.ok(asked.includes("export function labelOf"), asked);
    await openFile(page, "shelf.ts");
    await runCommand(page, "View: Toggle Primary Side Bar Visibility");
  });

  it("mends what the editor reports, from the light bulb", async () => {
    await goToLine(page, 4);
    await openMenu("Fix with Ingle");
    for (const [name, theme] of Object.entries(THEMES)) {
      await page.keyboard.press("Escape");
      await chooseTheme(page, theme);
      await openMenu("Fix with Ingle");
      await screenshot(page, `actions-fix-${name}`);
    }
    await page.keyboard.press("Escape");
    await chooseTheme(page, THEMES.dark);
    const bulb = page.locator(
      ".monaco-editor [class*='codicon-'][class*='lightbulb'], .monaco-editor [class*='codicon-light-bulb']",
    );
    await bulb.first().click();
    await take("Fix with Ingle");
    await between(page, "Ingle proposes 1 change").waitFor({ timeout: 60_000 });
    await between(page, "Ingle proposes").getByText("title").first().waitFor();
    assert.equal(await page.locator(".tab.active.dirty").count(), 0);
    await screenshot(page, "actions-fixed");
    await accept();
    assert.equal(await saved(), SHELF.replace("titel", "title"));
    await page.locator(".squiggly-error").waitFor({ state: "detached", timeout: 30_000 });
  });

  it("documents a function, with one undo", async () => {
    const before = await saved();
    await goToLine(page, 3);
    await openMenu("Document with Ingle");
    await screenshot(page, "actions-menu");
    await take("Document with Ingle");
    await between(page, "Ingle proposes 1 change").waitFor({ timeout: 60_000 });
    for (const [name, theme] of Object.entries(THEMES)) {
      await chooseTheme(page, theme);
      await screenshot(page, `actions-documented-${name}`);
    }
    await chooseTheme(page, THEMES.dark);
    await accept();
    assert.equal(await saved(), before.replace(FIXED, DOCUMENTED));
    await page.keyboard.press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("names an expression that is selected", async () => {
    const before = await saved();
    await goToLine(page, 4);
    for (let column = 1; column < 10; column += 1) await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Shift+End");
    await page.keyboard.press("Shift+ArrowLeft");
    await openMenu("Extract Variable with Ingle");
    await take("Extract Variable with Ingle");
    await accept();
    assert.equal(await saved(), before.replace(FIXED, NAMED));
    const asked = JSON.stringify(server.requests.at(-1)?.body.messages);
    assert.ok(asked.includes(JSON.stringify(`typescript\n${EXPRESSION}\n`).slice(1, -1)), asked);
    await page.keyboard.press("Control+Z");
    assert.equal(await saved(), before);
  });

  it("writes tests where the project has others, through the preview", async () => {
    const tests = path.join(workbench.folder, "src/shelf.test.ts");
    await goToLine(page, 3);
    await openMenu("Write Tests with Ingle");
    await take("Write Tests with Ingle");
    await page.getByText("Refactor Preview").first().waitFor({ timeout: 60_000 });
    const panel = page.locator(".bulk-edit-panel");
    await panel.locator(".monaco-list-row", { hasText: "shelf.test.ts" }).first().click();
    await page.getByText("names a book and its year").first().waitFor();
    await screenshot(page, "actions-tests");
    await assert.rejects(access(tests));
    const asked = JSON.stringify(server.requests.at(-1)?.body.messages);
    assert.ok(asked.includes("Use Vitest.") && asked.includes("counts no copies"), asked);
    await panel.getByText("Apply", { exact: true }).click();
    await eventually(
      () => readFile(tests, "utf8").catch(() => ""),
      (text) => text === TESTS,
      { what: "the tests were not written" },
    );
  });

  it("offers its actions in the editor's menu", async () => {
    await openFile(page, "shelf.ts");
    await goToLine(page, 3);
    await page.keyboard.press("Shift+F10");
    const menu = page.locator(".monaco-menu .action-item", { hasText: /^Ingle/ }).first();
    await menu.hover();
    await menu.click();
    await page.locator(".monaco-menu .action-label", { hasText: "Simplify" }).first().waitFor();
    await screenshot(page, "actions-context-menu");
    await page.keyboard.press("Escape");
    await page.keyboard.press("Escape");
  });
});
