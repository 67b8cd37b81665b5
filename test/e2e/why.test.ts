import assert from "node:assert/strict";
import type { Frame } from "playwright-core";
import { violations } from "./driver/axe.ts";
import { typeOnNewLine } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { waitForGhostText, wakeGhostText } from "./driver/ghostText.ts";
import { openFile, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import { openWhyView } from "./driver/whyView.ts";
import type { Workbench } from "./driver/workbench.ts";

const FILE = "books.ts";
const WORDS = "books.filter((book) => book.year < year);";
const RULE = "Not what stands above";

describe("Why no suggestion?", function () {
  this.timeout(90_000);
  let workbench: Workbench;
  let view: Frame;

  before(async () => {
    workbench = await openScripted([
      { after: "return ", text: WORDS },
      { after: "await ", text: "theLineAbove();" },
    ]);
    const { page } = workbench;
    await openFile(page, FILE);
    await eventually(
      () => readStatus(page),
      (status) => status.includes("Scripted runs on"),
      { what: "the model did not get ready", withinMs: 30_000 },
    );
    await wakeGhostText(page);
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
  });

  after(() => workbench?.close());

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(workbench.page, `failed-${this.currentTest.title}`);
  });

  const rows = () => view.getByRole("option").allInnerTexts();
  const newest = () => view.getByRole("option").first();
  const tab = (name: string) => view.getByRole("tab", { name }).click();
  const toEditor = async () => {
    await workbench.page.locator(".editor-instance .view-lines").click();
    await workbench.page.keyboard.press("Control+End");
  };

  it("shows what was asked before it was opened", async () => {
    view = await openWhyView(workbench.page);
    await newest().waitFor();
    assert.match((await rows())[0] ?? "", /books\.filter/);
  });

  it("shows a request as it comes, and the rule that silenced it", async () => {
    const { page } = workbench;
    await toEditor();
    await typeOnNewLine(page, "await theLineAbove();");
    await typeOnNewLine(page, "await ");
    await view.locator(".rule-box", { hasText: RULE }).waitFor();
  });

  it("is left and entered, and walked, by the keyboard alone", async () => {
    await view.getByRole("listbox").focus();
    await workbench.page.keyboard.press("End");
    const last = view.getByRole("option").last();
    assert.equal(await last.getAttribute("aria-selected"), "true");
    await workbench.page.keyboard.press("Home");
    assert.equal(await newest().getAttribute("aria-selected"), "true");
    await workbench.page.keyboard.press("Shift+Tab");
    await workbench.page.keyboard.press("ArrowRight");
    assert.ok(await view.getByRole("tabpanel", { name: "Rules" }).isVisible());
    await workbench.page.keyboard.press("ArrowLeft");
    assert.ok(await view.getByRole("tabpanel", { name: "Last Requests" }).isVisible());
  });

  it("turns the rule off with its button, and shows the suggestion then", async () => {
    const { page } = workbench;
    await view.getByRole("button", { name: "Turn This Rule Off" }).click();
    await view.getByRole("button", { name: "Turn It On Again" }).waitFor();
    await toEditor();
    await page.keyboard.press("Backspace");
    await page.keyboard.type(" ", { delay: 60 });
    await waitForGhostText(page, "theLineAbove();");
    await page.keyboard.press("Tab");
    await waitForGhostText(page, "");
  });

  it("remembers the change, and forgets it on demand", async () => {
    await tab("Rules");
    const box = view.getByRole("checkbox", { name: RULE });
    assert.equal(await box.isChecked(), false);
    await view.getByRole("button", { name: "Reset All Rules" }).click();
    await eventually(
      () => box.isChecked(),
      (checked) => checked,
      { what: "the rule was not reset" },
    );
  });

  it("shows the text of a prompt only when it is asked for", async () => {
    await tab("Last Requests");
    await toEditor();
    // Something new: what was written here before would be answered without a prompt.
    await typeOnNewLine(workbench.page, "const fresh = 1");
    await newest().waitFor();
    // To leave the editor now would cancel the request.
    await view.getByRole("button", { name: "Show Its Text" }).waitFor();
    assert.equal(await view.locator("pre.prompt").count(), 0);
    await view.getByRole("button", { name: "Show Its Text" }).click();
    await view.locator("pre.prompt", { hasText: "interface Book" }).waitFor();
  });

  it("counts what is shown and accepted", async () => {
    const { page } = workbench;
    await toEditor();
    await typeOnNewLine(page, "return ");
    await waitForGhostText(page, WORDS);
    await page.keyboard.press("Tab");
    await tab("Statistics");
    const row = view.getByRole("row", { name: /typescript/ }).first();
    await eventually(
      () => row.innerText(),
      (text) => /\t[1-9]\d*\t[12]\t/.test(text),
      { what: "the acceptance was not counted" },
    );
  });

  it("is more generous where suggestions are taken, and says so", async () => {
    const row = view.getByRole("row", { name: /^typescript/ }).last();
    assert.match(await row.innerText(), /more generous\t[1-9]\d* of \d+\t/);
  });

  it("says that Ingle is off, and turns it on", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: Turn Off in This Workspace");
    await view.getByText("Off in this workspace.").waitFor();
    await screenshot(page, "why-off");
    await view.getByRole("button", { name: "Turn On in This Workspace" }).click();
    await view.getByText("Scripted runs on the CPU").waitFor();
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`can be read in a ${name} theme`, async () => {
      const { page } = workbench;
      await page.locator(".editor-instance .view-lines").click();
      await chooseTheme(page, theme);
      await view.locator(`body.vscode-${name}`).waitFor();
      for (const each of ["Last Requests", "Rules", "Statistics"]) {
        await tab(each);
        await screenshot(page, `why-${each.toLowerCase().replace(" ", "-")}-${name}`);
        assert.deepEqual(await violations(view, "--vscode-panel-background"), [], each);
      }
      await view.getByRole("button", { name: "Reset Strictness" }).scrollIntoViewIfNeeded();
      await screenshot(page, `why-strictness-${name}`);
    });
  }

  it("is as strict as at first again on demand", async () => {
    await view.getByRole("button", { name: "Reset Strictness" }).click();
    await view.getByText("every language is as strict as at first").waitFor();
    assert.ok((await view.getByRole("row", { name: /typescript/ }).count()) > 0);
  });
});
