import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { pasteOnNewLine, save, type } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { waitForGhostText, wakeGhostText } from "./driver/ghostText.ts";
import { openFile, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { variable } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import { openWhyView } from "./driver/whyView.ts";
import { openWorkbench, type Workbench } from "./driver/workbench.ts";

/** What stands in another file, and is begun again in the open one. */
const ELSEWHERE = `export async function archive(books: Book[]) {
  const shelf = await database.collection("archive").insertMany(books);
  return shelf.insertedCount;
}
`;
const BEGUN = ["export async function archive(books: Book[]) {", ""];
const LINE = '  const shelf = await database.collection("archive").insertMany(books);';

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
    await writeFile(path.join(folder, "src/archive.ts"), ELSEWHERE);
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
    const begin = "const shelf = ";
    await type(page, begin);
    const rest = LINE.slice(LINE.indexOf(begin) + begin.length);
    await waitForGhostText(page, rest);
    for (const [name, theme] of Object.entries(THEMES)) {
      await chooseTheme(page, theme);
      await type(page, rest.charAt(0));
      await waitForGhostText(page, rest.slice(1));
      await screenshot(page, `echo-${name}`);
      await page.keyboard.press("Backspace");
    }
    await waitForGhostText(page, rest);
    await page.keyboard.press("Tab");
    const file = path.join(folder, "src/books.ts");
    await save(page, file);
    assert.ok((await readFile(file, "utf8")).endsWith(`${BEGUN[0]}\n${begin}${rest}`));
  });

  it("names the places that it stands on, as links", async () => {
    const { page } = workbench;
    const view = await openWhyView(page);
    await view.getByRole("option").first().click();
    const link = view.getByRole("button", { name: "src/archive.ts:2" });
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
    await page.locator('.tab.active[data-resource-name="archive.ts"]').waitFor();
    await runCommand(page, "View: Close Panel");
  });
});
