import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pasteOnNewLine, save, type } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { waitForGhostText, wakeGhostText } from "./driver/ghostText.ts";
import { openFile } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { variable } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import { openWhyView } from "./driver/whyView.ts";
import { openWorkbench, type Workbench } from "./driver/workbench.ts";

/** What stands in another file, and is begun again in the open one. */
const ELSEWHERE = `export async function archive(books: Book[]) {
  const shelf = await openShelf(books);
  return shelf;
}
`;
const BEGUN = ["export async function archive(books: Book[]) {", ""];
const BEGIN = "const shelf = await openShelf";
const REST = "(books);";

describe("Ghost text without any model", function () {
  this.timeout(60_000);
  let workbench: Workbench;

  before(async () => {
    workbench = await openWorkbench({
      vsix: variable("INGLE_VSIX"),
      chromium: variable("CHROME_PATH"),
      settings: { "ingle.model.path": "/nowhere/no-model.gguf" },
    });
    const { page, folder } = workbench;
    for (const name of ["archive.ts", "attic.ts", "cellar.ts"])
      await writeFile(path.join(folder, "src", name), ELSEWHERE);
    await openFile(page, "books.ts");
    await eventually(
      () => readStatus(page),
      (status) => status.includes("no-model.gguf"),
      { what: "the status item did not say that there is no model" },
    );
    await wakeGhostText(page);
  });

  after(() => workbench?.close());

  it("says how a line goes on that was begun elsewhere, and is accepted with Tab", async () => {
    const { page, folder } = workbench;
    await pasteOnNewLine(page, BEGUN);
    await type(page, BEGIN);
    await waitForGhostText(page, REST);
    for (const [name, theme] of Object.entries(THEMES)) {
      await chooseTheme(page, theme);
      await page.keyboard.press("Backspace");
      await type(page, BEGIN.slice(-1));
      await waitForGhostText(page, REST);
      await screenshot(page, `echo-${name}`);
    }
    await page.keyboard.press("Tab");
    const file = path.join(folder, "src/books.ts");
    await save(page, file);
    // The editor may have closed the brace and indented what stands in it.
    const lines = (await readFile(file, "utf8")).split("\n").map((line) => line.trim());
    assert.ok(lines.includes(`${BEGIN}${REST}`), lines.slice(-4).join("\n"));
  });

  it("names the places that it stands on, as links", async () => {
    const { page } = workbench;
    const view = await openWhyView(page);
    await view.getByRole("option").first().click();
    const link = view.getByRole("button", { name: /src\/\w+\.ts:2/ }).first();
    await eventually(
      async () => {
        // The newest requests may be about what was not echoed: the one that was is chosen.
        for (const option of await view.getByRole("option").all()) {
          await option.click();
          if (await link.isVisible()) return true;
        }
        return false;
      },
      (found) => found,
      { what: "no request named the place" },
    );
    await screenshot(page, "echo-why");
    await link.click();
    await page.locator(".tab.active", { hasText: /archive|attic|cellar/ }).waitFor();
  });
});
