import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Frame } from "playwright-core";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { violations } from "./driver/axe.ts";
import { askIn, chatButton, chatFrame, lastAnswer, openChatView } from "./driver/chatView.ts";
import { save } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { freezeServers, killServers } from "./driver/processes.ts";
import { answer, openFile, pick, readRows, runCommand } from "./driver/quickInput.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import { readStatus } from "./driver/statusItem.ts";
import type { Workbench } from "./driver/workbench.ts";

const WHERE = `\`findByAuthor\` looks at each book's **author**, and \`totalCopies\` adds up the copies
([src/books.ts:23](src/books.ts:23)).

- It keeps the order of the list.
- It changes nothing.

| function | what it gives |
| --- | --- |
| \`findByAuthor\` | books |
| \`totalCopies\` | a number |
`;

const LONG = Array.from({ length: 60 }, (_, line) => `Sentence ${line} of a long story.`).join(" ");

/** A picture of one pixel. */
const DOT =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=";

const REWRITE = `In \`src/books.ts\`:

\`\`\`ts
export function findByAuthor(books: Book[], author: string): Book[] {
  return books.filter((book) => book.author.trim() === author.trim());
}

export function totalCopies(books: Book[]): number {
  return books.reduce((total, book) => total + book.copies, 0);
}
\`\`\`

The first also finds names with spaces around them.
`;

describe("Chat", function () {
  this.timeout(120_000);
  // Each test goes on where the one before has ended.
  this.bail(true);
  let workbench: Workbench;
  let server: ScriptedServer;
  let view: Frame;

  before(async () => {
    server = await startScriptedServer({
      rules: [],
      pieceMs: 25,
      chats: [
        { asked: "long story", answer: LONG },
        { asked: "Rewrite", answer: REWRITE, thought: "They want it shorter. I fold it." },
        { asked: "author", answer: WHERE },
      ],
    });
    workbench = await openScripted([], { chat: false });
    await openFile(workbench.page, "books.ts");
    await eventually(
      () => readStatus(workbench.page),
      (status) => status !== "",
      { what: "Ingle did not start", withinMs: 30_000 },
    );
    view = await openChatView(workbench.page);
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(workbench.page, `failed-${this.currentTest.title}`);
  });

  /** Until an answer begins, the one before is the last. */
  const begun = () => view.locator("article.answer[aria-busy=true]").waitFor();
  const ended = () =>
    eventually(
      () => lastAnswer(view).getAttribute("aria-busy"),
      (busy) => busy === "false",
      { what: "the answer did not end", withinMs: 30_000 },
    );
  const file = () => path.join(workbench.folder, "src/books.ts");
  const books = () => readFile(file(), "utf8");

  it("says that no model can chat, and answers where something is by a search", async () => {
    await view.getByText("cannot hold a conversation").waitFor();
    await screenshot(workbench.page, "chat-none");
    await askIn(view, "Where is findByAuthor?");
    await ended();
    await lastAnswer(view).locator("a[data-address]").first().waitFor();
    await screenshot(workbench.page, "chat-search-answer");
  });

  it("takes a server on this machine as its model", async () => {
    const { page } = workbench;
    await view.locator("vscode-button", { hasText: "Choose a Chat Model" }).click();
    await pick(page, "A server on this machine");
    await answer(page, server.url);
    await view.getByText("cannot hold a conversation").waitFor({ state: "detached" });
  });

  it("streams an answer, with sources and links that open at the line", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: New Conversation");
    await askIn(view, "What does findByAuthor do with the author?");
    await begun();
    await ended();
    await lastAnswer(view).locator("table").waitFor();
    await lastAnswer(view).locator("a[data-address]").first().click();
    await page.locator('.tab.active[data-resource-name="books.ts"]').waitFor();
    await page.getByText(/Ln 23, Col/).waitFor();
    await lastAnswer(view).locator(".sources summary").click();
    await lastAnswer(view).locator(".sources a").first().click();
    await page.getByText(/Ln \d+, Col/).waitFor();
    await view.locator(".meter summary").click();
    await view.locator(".meter table").waitFor();
    await screenshot(page, "chat-answer");
    await view.locator(".meter summary").click();
  });

  it("stops an answer and keeps what was written", async () => {
    await askIn(view, "Tell me a long story");
    await lastAnswer(view).getByText("Sentence 3").waitFor();
    await view.locator("#question").press("Escape");
    await view.getByText("Stopped.").waitFor();
    assert.ok((await lastAnswer(view).innerText()).includes("Sentence 2"));
    assert.ok(!(await lastAnswer(view).innerText()).includes("Sentence 59"));
  });

  it("asks an edited question beside the old one, and leads back to that", async () => {
    await view.locator("#question").press("ArrowUp");
    await view.locator("#question").fill("What of the author?");
    await view.locator("#question").press("Enter");
    await begun();
    await ended();
    await lastAnswer(view).locator("table").waitFor();
    await view.getByText("2 of 2").waitFor();
    await chatButton(view, "Previous Version").click();
    await view.getByText("Stopped.").waitFor();
    await chatButton(view, "Next Version").click();
    await lastAnswer(view).locator("table").waitFor();
  });

  it("answers again, and branches off a new conversation", async () => {
    await chatButton(view, "Answer Again").click();
    await begun();
    await ended();
    await lastAnswer(view).getByText("2 of 2").waitFor();
    await chatButton(view, "Branch Off a New Conversation").click();
    await view.getByText("2 of 2").first().waitFor({ state: "detached" });
    await eventually(
      () => view.locator("article").count(),
      (count) => count >= 4,
      { what: "the branch does not begin with what led to its answer" },
    );
  });

  it("puts a block of code into its file, the parts that are ticked, with one undo", async () => {
    const { page } = workbench;
    const original = await books();
    await runCommand(page, "Ingle: New Conversation");
    await askIn(view, "Rewrite the two functions");
    await begun();
    await ended();
    await view.locator("details.thought summary").waitFor();
    await screenshot(page, "chat-code");
    await chatButton(view, "Apply to File…").click();
    await page.getByText("Refactor Preview").first().waitFor();
    await page.locator(".bulk-edit-panel .monaco-list-row .edit-checkbox").first().waitFor();
    await screenshot(page, "chat-apply");
    const boxes = page.locator(".bulk-edit-panel .monaco-list-row .edit-checkbox");
    assert.ok((await boxes.count()) >= 3, `${await boxes.count()} boxes`);
    await boxes.nth(2).click();
    await page.locator(".bulk-edit-panel").getByText("Apply", { exact: true }).click();
    await page.locator(".bulk-edit-panel .monaco-list-row").first().waitFor({ state: "detached" });
    await openFile(page, "books.ts");
    await save(page, file());
    await eventually(books, (text) => text.includes("reduce"), { what: "nothing was applied" });
    assert.ok(!(await books()).includes("trim()"), "what was not ticked was applied");
    await page.keyboard.press("Control+Z");
    await save(page, file());
    await eventually(books, (text) => text === original, { what: "one undo was not enough" });
  });

  it("copies a block of code, inserts it at the cursor, and makes a file of it", async () => {
    const { page } = workbench;
    const original = await books();
    await chatButton(view, "Copy Code").click();
    await eventually(
      () => page.evaluate<string>("navigator.clipboard.readText()"),
      (text) => text.startsWith("export function findByAuthor") && text.endsWith("}\n"),
      { what: "nothing was copied" },
    );
    await openFile(page, "books.ts");
    await page.keyboard.press("Control+End");
    await chatButton(view, "Insert at Cursor").click();
    await page.locator(".tab.active.dirty").waitFor();
    await save(page, file());
    assert.ok((await books()).startsWith(`${original}export function findByAuthor`));
    await page.keyboard.press("Control+Z");
    await save(page, file());
    assert.equal(await books(), original);
    await chatButton(view, "Create File…").click();
    await answer(page, "src/fresh.ts");
    await page.locator('.tab.active[data-resource-name="fresh.ts"]').waitFor();
    const fresh = await readFile(path.join(workbench.folder, "src/fresh.ts"), "utf8");
    assert.ok(fresh.startsWith("export function findByAuthor"));
  });

  it("attaches by the keyboard what is typed after an @", async () => {
    await view.locator("#question").fill("");
    await view.locator("#question").pressSequentially("Explain @loans");
    await view.locator("[role=option]", { hasText: "loans.ts" }).first().waitFor();
    await screenshot(workbench.page, "chat-attach");
    await view.locator("#question").press("Enter");
    await view.locator(".field .chip", { hasText: "loans" }).waitFor();
    await view.locator("#question").fill("");
    await view.locator(".chip-remove").first().click();
  });

  it("lists the conversations, and a deleted one can be had back", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: Show Conversations…");
    const rows = await readRows(page);
    assert.ok(rows.length >= 4, `${rows.length}`);
    await page.keyboard.type("Rewrite");
    await eventually(
      () => readRows(page),
      (found) => found.length === 1,
      { what: "the search found something else" },
    );
    await screenshot(page, "chat-conversations");
    await page.keyboard.press("Escape");
    await runCommand(page, "Ingle: Delete Conversation");
    await view.getByText("Deleted: Rewrite").waitFor();
    await view.getByText("Undo").click();
    await view.getByText("Deleted: Rewrite").waitFor({ state: "detached" });
    await runCommand(page, "Ingle: Show Conversations…");
    await pick(page, "Rewrite the two functions");
    await lastAnswer(view).locator(".code").waitFor();
  });

  it("exports a conversation to Markdown", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: Export Conversation to Markdown");
    await page
      .locator(".tab.active", { hasText: "Rewrite the two" })
      .or(page.locator(".tab.active", { hasText: "Untitled" }))
      .first()
      .waitFor();
    await page.getByText("reduce").first().waitFor();
    await runCommand(page, "View: Revert and Close Editor");
  });

  it("takes a picture that is pasted, and sends it to a model that may read it", async () => {
    await runCommand(workbench.page, "Ingle: New Conversation");
    await view.locator("#question").focus();
    await view.evaluate(`{
      const bytes = Uint8Array.from(atob("${DOT}"), (each) => each.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], "image.png", { type: "image/png" }));
      const paste = new ClipboardEvent("paste", { clipboardData, bubbles: true });
      document.querySelector("#question").dispatchEvent(paste);
    }`);
    await view.locator(".composer .chip", { hasText: ".png" }).waitFor();
    await screenshot(workbench.page, "chat-picture");
    await askIn(view, "What does this author show?");
    await begun();
    await ended();
    const body = JSON.stringify(server.requests.at(-1)?.body);
    assert.ok(body.includes(`data:image/png;base64,${DOT}`));
  });

  it("finds the conversation again after the window was reloaded in the middle of an answer", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: New Conversation");
    await askIn(view, "Tell me a long story");
    await view.locator("article.answer[aria-busy=true]").getByText("Sentence 5").waitFor();
    await page.reload();
    view = await chatFrame(page);
    await view.getByText("Interrupted before its end.").waitFor({ timeout: 60_000 });
    assert.ok((await lastAnswer(view).innerText()).includes("Sentence 2"));
    await chatButton(view, "Answer Again").click();
    await view.locator("article.answer[aria-busy=true]").getByText("Sentence 2").waitFor();
    await view.locator("#question").press("Escape");
    await view.getByText("Stopped.").waitFor();
  });

  it("goes on after its server was killed in the middle of an answer", async () => {
    await askIn(view, "Another long story");
    await begun();
    await lastAnswer(view).getByText("Sentence 5").waitFor();
    await killServers(path.dirname(workbench.folder));
    await view.getByText("Interrupted before its end.").waitFor();
    await eventually(
      async () => {
        await askIn(view, "And the author?");
        return lastAnswer(view).locator("table").count();
      },
      (count) => count > 0,
      { what: "no answer came after the kill", withinMs: 60_000 },
    );
    await ended();
    await view.locator("#question").fill("");
  });

  it("gives a question back that its server never heard", async () => {
    const scratch = path.dirname(workbench.folder);
    const answers = await view.locator("article.answer").count();
    await freezeServers(scratch);
    await askIn(view, "Will anybody hear this?");
    await killServers(scratch);
    await eventually(
      () => view.locator("#question").inputValue(),
      (text) => text === "Will anybody hear this?",
      { what: "the question was lost", withinMs: 30_000 },
    );
    assert.equal(await view.locator("article.answer").count(), answers);
    await view.locator("#question").fill("");
  });

  it("opens in an editor too", async () => {
    const { page } = workbench;
    await runCommand(page, "Ingle: Open Chat in Editor");
    await page.locator(".tab.active", { hasText: "Tell me a long story" }).waitFor();
    const editor = await chatFrame(page, { besides: view });
    await lastAnswer(editor).locator("table").waitFor();
    await editor.locator(".send").waitFor();
    const [here, there] = [editor, view].map((each) => each.locator("article"));
    assert.equal(await here?.count(), await there?.count());
    await screenshot(page, "chat-editor");
    await runCommand(page, "View: Close All Editors");
  });

  for (const [name, theme] of Object.entries(THEMES)) {
    it(`can be read in a ${name} theme`, async () => {
      const { page } = workbench;
      await openFile(page, "books.ts");
      await chooseTheme(page, theme);
      await runCommand(page, "Ingle: Show Conversations…");
      await pick(page, "Rewrite the two functions");
      await view.locator(`body.vscode-${name}`).waitFor();
      await lastAnswer(view).locator(".code").waitFor();
      await screenshot(page, `chat-${name}`);
      assert.deepEqual(await violations(view, "--vscode-sideBar-background"), []);
      await runCommand(page, "Ingle: New Conversation");
      await view.locator(".welcome").waitFor();
      await screenshot(page, `chat-welcome-${name}`);
      assert.deepEqual(await violations(view, "--vscode-sideBar-background"), []);
    });
  }
});
