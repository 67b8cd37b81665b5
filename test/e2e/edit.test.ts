import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { save } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import {
  askInPlace,
  between,
  bodyLink,
  field,
  fieldText,
  goToLine,
  openField,
  selectLines,
  titleButton,
} from "./driver/inlineEdit.ts";
import { killServers } from "./driver/processes.ts";
import { answer, openFile, pick, readRows, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const TRIMMED = `export function findByAuthor(books: Book[], author: string): Book[] {
  const wanted = author.trim();
  return books.filter((book) => book.author.trim() === wanted);
}

export function findByTitle(books: Book[], title: string): Book[] {
  const wanted = title.trim().toLowerCase();
  return books.filter((book) => book.title.toLowerCase().includes(wanted));
}
`;

const LOWER = TRIMMED.replaceAll(".trim()", ".trim().toLowerCase()").replace(
  ".toLowerCase().toLowerCase()",
  ".toLowerCase()",
);

const SUM = `export function totalCopies(books: Book[]): number {
  return books.reduce((total, book) => total + book.copies, 0);
}
`;

const SLOW = TRIMMED.replace("  return", `  // ${Array(150).fill("slow").join(" ")}\n  return`);
const MISSPELT = SUM.replace("book.copies", "book.copy");

const fenced = (code: string): string => `\`\`\`ts\n${code}\`\`\`\n`;

describe("Edits in place", function () {
  this.timeout(120_000);
  // Each test goes on where the one before has ended.
  this.bail(true);
  let workbench: Workbench;
  let server: ScriptedServer;
  let original: string;

  before(async () => {
    server = await startScriptedServer({
      rules: [],
      pieceMs: 15,
      chats: [
        { asked: "in any case", answer: fenced(LOWER) },
        { asked: "slowly", answer: fenced(SLOW) },
        { asked: "your opinion", answer: "I like this code, and would leave it as it is." },
        { asked: "copy count", answer: fenced(MISSPELT) },
        { asked: "shorter", answer: fenced(SUM) },
        { asked: "trim", answer: fenced(TRIMMED) },
      ],
    });
    workbench = await openScripted([], { chat: false });
    original = await books();
    await openFile(workbench.page, "books.ts");
    await eventually(
      () => readStatus(workbench.page),
      (status) => status.includes("runs on"),
      { what: "Ingle did not start", withinMs: 30_000 },
    );
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(workbench.page, `failed-${this.currentTest.title}`);
  });

  const file = () => path.join(workbench.folder, "src/books.ts");
  const books = () => readFile(file(), "utf8");
  /** What the document says, by way of the disk. */
  const saved = async (): Promise<string> => {
    await save(workbench.page, file());
    return books();
  };
  const withCode = (code: string): string =>
    original.replace(/export function findByAuthor[\s\S]*?\n}\n\n[\s\S]*?\n}\n/, () => code);
  const proposed = (count: number) =>
    between(workbench.page, `Ingle proposes ${count} change`).waitFor({ timeout: 30_000 });
  const over = () =>
    workbench.page.locator(".review-widget").first().waitFor({ state: "detached" });

  it("says that no model can do it, keeps the words, and leads to the choice of one", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await openField(page);
    await between(page, "Edit lines 9 to 16").waitFor();
    await page.keyboard.type("trim what is looked for");
    await screenshot(page, "edit-asking");
    await page.keyboard.press("Enter");
    await between(page, "Nothing is proposed").getByText("cannot follow instructions").waitFor();
    await screenshot(page, "edit-no-model");
    await bodyLink(page, "Nothing is proposed", "Choose a Chat Model").click();
    await pick(page, "A server on this machine");
    await answer(page, server.url);
  });

  it("shows what goes and what comes, each change at its place, and changes nothing", async () => {
    const { page } = workbench;
    await proposed(2);
    await between(page, "Change 1 of 2").getByText("const wanted = author.trim();").waitFor();
    await between(page, "Change 2 of 2").getByText("title.trim().toLowerCase()").waitFor();
    await between(page, "Ingle proposes").getByText("nothing is worse than before").waitFor();
    assert.equal(await page.locator(".tab.active.dirty").count(), 0);
    assert.equal(await page.locator(".panel .comments-panel").count(), 0);
    for (const [name, theme] of Object.entries(THEMES)) {
      await chooseTheme(page, theme);
      await screenshot(page, `edit-proposed-${name}`);
    }
    await chooseTheme(page, THEMES.dark);
  });

  it("takes one change and refuses another", async () => {
    const { page } = workbench;
    await titleButton(page, "Change 1 of 2", "Accept This Change").click();
    await proposed(1);
    await titleButton(page, "Change 2 of 2", "Refuse This Change").click();
    await over();
    const text = await saved();
    assert.ok(text.includes("book.author.trim() === wanted"));
    assert.ok(!text.includes("title.trim()"));
    await page.keyboard.press("Control+Z");
    assert.equal(await saved(), original);
  });

  it("takes all of it by the keyboard, with one undo", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await openField(page);
    await page.keyboard.press("ArrowUp");
    await eventually(
      () => fieldText(page),
      (text) => text === "trim what is looked for",
      { what: "the last instruction did not come" },
    );
    await page.keyboard.press("Enter");
    await proposed(2);
    await page.keyboard.press("Control+Alt+Enter");
    await over();
    assert.equal(await saved(), withCode(TRIMMED));
    await page.keyboard.press("Control+Z");
    assert.equal(await saved(), original);
  });

  it("changes a proposal further", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await askInPlace(page, "trim both");
    await proposed(2);
    await bodyLink(page, "Ingle proposes", "Change It Further").click();
    await field(page).waitFor();
    await page.keyboard.type("find them in any case");
    await page.keyboard.press("Enter");
    await between(page, "Change 1 of 2").getByText("author.trim().toLowerCase()").waitFor();
    const asked = JSON.stringify(server.requests.at(-1)?.body.messages);
    assert.ok(asked.includes("trim both") && asked.includes("const wanted = author.trim();"));
    await bodyLink(page, "Ingle proposes", "Accept All").click();
    await over();
    assert.equal(await saved(), withCode(LOWER));
    await page.keyboard.press("Control+Z");
    assert.equal(await saved(), original);
  });

  it("goes along while the file changes elsewhere, before and after the answer", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await askInPlace(page, "trim it slowly");
    await between(page, "Writing").getByText("const wanted = author.trim();").waitFor();
    await screenshot(page, "edit-writing");
    await goToLine(page, 1);
    await page.keyboard.type("let one;\n");
    await proposed(2);
    await goToLine(page, 1);
    await page.keyboard.type("let two;\n");
    await page.keyboard.press("Control+Alt+Enter");
    await over();
    assert.equal(await saved(), `let two;\nlet one;\n${withCode(SLOW)}`);
    await runCommand(page, "File: Revert File");
    await writeFile(file(), original);
    await runCommand(page, "File: Revert File");
  });

  it("says that the code under a change is another one, until it is the same again", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await askInPlace(page, "trim them");
    await proposed(2);
    await goToLine(page, 10);
    await page.keyboard.type("x");
    await between(page, "Change 1 of 2").getByText("The code under it changed.").waitFor();
    await screenshot(page, "edit-stale");
    assert.equal(await titleButton(page, "Change 1 of 2", "Accept This Change").count(), 0);
    await page.keyboard.press("Control+Z");
    await titleButton(page, "Change 1 of 2", "Accept This Change").waitFor();
    await page.keyboard.press("Control+Alt+Backspace");
    await over();
    assert.equal(await saved(), original);
  });

  it("takes the function around the cursor, and shows what a checker finds worse", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await openField(page);
    await between(page, "Edit lines 22 to 28").waitFor();
    await page.keyboard.type("use the copy count");
    await page.keyboard.press("Enter");
    const proposal = between(page, "Ingle proposes 1 change");
    await proposal.getByText("worse than before").waitFor({ timeout: 30_000 });
    await proposal.getByText("'copy' does not exist").first().waitFor();
    await screenshot(page, "edit-faults");
    await titleButton(page, "Ingle proposes", "Refuse the Edit").click();
    await over();
  });

  it("says what the model said where that is no code, and closes by the keyboard", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await askInPlace(page, "your opinion?");
    await between(page, "Nothing is proposed").getByText("would leave it as it is").waitFor();
    await screenshot(page, "edit-prose");
    await bodyLink(page, "Nothing is proposed", "Change the Instruction").click();
    await eventually(
      () => fieldText(page),
      (text) => text === "your opinion?",
      { what: "the instruction was lost" },
    );
    await page.keyboard.press("Escape");
    await over();
  });

  it("stops, and keeps the words", async () => {
    const { page } = workbench;
    await selectLines(page, 9, 16);
    await askInPlace(page, "slowly, please");
    await between(page, "Writing").waitFor();
    await page.keyboard.press("Escape");
    await field(page).waitFor();
    await eventually(
      () => fieldText(page),
      (text) => text === "slowly, please",
      { what: "the instruction was lost" },
    );
    await eventually(
      async () => server.open,
      (open) => open === 0,
      { what: "the model was not stopped" },
    );
    await page.keyboard.press("Escape");
    await over();
  });

  it("offers the instructions of before", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await openField(page);
    await page.locator('.review-widget [aria-label^="Recent Instructions"]').click();
    const rows = await readRows(page);
    assert.ok(rows[0]?.includes("slowly, please") && rows.length >= 6, rows.join(" | "));
    await screenshot(page, "edit-history");
    await pick(page, "your opinion?");
    await field(page).waitFor();
    await eventually(
      () => fieldText(page),
      (text) => text === "your opinion?",
      { what: "what was chosen is not in the field" },
    );
    await page.keyboard.press("Escape");
    await over();
  });

  it("says that Ingle was interrupted, and can ask again", async () => {
    const { page } = workbench;
    await goToLine(page, 25);
    await askInPlace(page, "shorter, slowly");
    await between(page, "Writing").waitFor();
    await killServers(path.dirname(workbench.folder));
    await between(page, "Nothing is proposed").getByText("was interrupted").waitFor();
    await titleButton(page, "Nothing is proposed", "Refuse the Edit").click();
    await over();
    assert.equal(await saved(), original);
  });

  it("keeps the line ends of a file", async () => {
    const { page } = workbench;
    await writeFile(file(), original.replaceAll("\n", "\r\n"));
    await runCommand(page, "File: Revert File");
    await page.getByText("CRLF").waitFor();
    await goToLine(page, 25);
    await askInPlace(page, "shorter");
    await proposed(1);
    await page.keyboard.press("Control+Alt+Enter");
    await over();
    const text = await saved();
    assert.ok(text.includes("books.reduce"));
    assert.equal(text, text.replaceAll(/\r?\n/g, "\r\n"));
  });

  it("says that it does not edit what is read-only", async () => {
    const { page } = workbench;
    await runCommand(page, "Preferences: Open Default Keyboard Shortcuts (JSON)");
    await page.locator(".tab.active", { hasText: "Default Keybindings" }).waitFor();
    await runCommand(page, "Ingle: Edit…");
    await page.getByText("there is nothing here that Ingle could edit").first().waitFor();
  });
});
