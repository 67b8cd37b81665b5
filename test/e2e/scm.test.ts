import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "playwright-core";
import { type GitRepository, gitRepository } from "../helpers/gitRepository.ts";
import { type ScriptedServer, startScriptedServer } from "../helpers/httpServer.ts";
import { chatFrame, lastAnswer } from "./driver/chatView.ts";
import { save } from "./driver/document.ts";
import { eventually } from "./driver/eventually.ts";
import { bodyLink } from "./driver/inlineEdit.ts";
import { answer, openFile, pick, readRows, runCommand, writeAnswer } from "./driver/quickInput.ts";
import {
  commitBox,
  fillCommitBox,
  openScmView,
  pressScmButton,
  readCommitBox,
  scmButton,
} from "./driver/scmView.ts";
import { chooseTheme, screenshot, THEMES } from "./driver/screenshot.ts";
import { openScripted } from "./driver/scripted.ts";
import type { Workbench } from "./driver/workbench.ts";

const MESSAGE = "feat: sort the books by author\n\nThe desk asks for it.";
const FINDING = "The list that was given is sorted itself.";
const CONFLICT = "One side counts lost books too, the other **only those that are there**.";

describe("Source control", function () {
  this.timeout(120_000);
  // Each test goes on where the one before has ended.
  this.bail(true);
  let workbench: Workbench;
  let page: Page;
  let server: ScriptedServer;
  let repository: GitRepository;

  const books = async (change: (text: string) => string): Promise<void> => {
    const file = path.join(repository.path, "src/books.ts");
    repository.write({ "src/books.ts": change(await readFile(file, "utf8")) });
  };
  const boxHolds = (text: string, of?: string) =>
    eventually(
      () => readCommitBox(page, of),
      (held) => held === text,
      { what: "the box holds something else" },
    );
  const toast = (text: string) => page.locator(".notification-toast", { hasText: text });

  before(async () => {
    server = await startScriptedServer({
      rules: [],
      pieceMs: 40,
      contextSize: 100_000,
      chats: [
        { asked: "long story", answer: "feat: tell a long story ".repeat(40) },
        { asked: "What is wrong", answer: `23 | error | ${FINDING}` },
        { asked: "Name the branch", answer: "feature/lost-books" },
        { asked: "Explain the merge conflict", answer: CONFLICT },
        {
          asked: "Resolve this merge conflict",
          answer: "```ts\n    total += book.there + 1;\n```",
        },
        {
          asked: "Write the commit message",
          answer: `Here is the commit message:\n\n\`\`\`\n${MESSAGE}\n\`\`\``,
        },
      ],
    });
    workbench = await openScripted([], {
      chat: false,
      builtins: "git",
      settings: { "git.enabled": true, "git.openRepositoryInParentFolders": "never" },
      prepare(folder) {
        repository = gitRepository(folder);
        for (const message of ["feat: list the books", "fix: close the desk", "feat: lend a book"])
          repository.commit(message);
      },
    });
    ({ page } = workbench);
    await books((text) =>
      text.replace(
        "export function totalCopies",
        "export function sortByAuthor(books: Book[]): Book[] {\n  return books.sort((a, b) => a.author.localeCompare(b.author));\n}\n\nexport function totalCopies",
      ),
    );
    repository.git("add", "--all");
    await openFile(page, "books.ts");
    await openScmView(page);
    await page.getByText("Staged Changes").waitFor();
  });

  after(async () => {
    await workbench?.close();
    await server?.stop();
  });

  afterEach(async function () {
    if (this.currentTest?.state === "failed")
      await screenshot(page, `failed-${this.currentTest.title}`);
  });

  it("says that no model can write, and offers to choose one", async () => {
    await pressScmButton(page, "Write Commit Message");
    await toast("There is no model here").waitFor();
    await screenshot(page, "scm-no-model");
    await toast("There is no model here").getByText("Choose a Chat Model…").click();
    await pick(page, "A server on this machine");
    await answer(page, server.url);
  });

  it("streams a message into the box, and gives back what stood there", async () => {
    await fillCommitBox(page, "feat: sort");
    await pressScmButton(page, "Write Commit Message");
    await scmButton(page, "Stop Writing").waitFor({ state: "attached" });
    await eventually(
      () => readCommitBox(page),
      (text) => text.startsWith("feat: sort the") && text !== MESSAGE,
      { what: "nothing was streamed" },
    );
    await screenshot(page, "scm-streaming");
    await boxHolds(MESSAGE);
    await scmButton(page, "Write Commit Message").waitFor({ state: "attached" });
    await toast("The commit message is written.").getByText("Restore What Stood There").click();
    await boxHolds("feat: sort");
    await runCommand(page, "Ingle: Restore What Stood in the Commit Message");
    await boxHolds(MESSAGE);
    const prompt = JSON.stringify(server.requests.at(-1)?.body);
    assert.match(prompt, /fix: close the desk/);
    assert.match(prompt, /sortByAuthor/);
  });

  it("stops, and keeps what stood there", async () => {
    await fillCommitBox(page, "a long story");
    await pressScmButton(page, "Write Commit Message");
    await eventually(
      () => readCommitBox(page),
      (text) => text.includes("tell a long"),
      { what: "nothing was streamed" },
    );
    await pressScmButton(page, "Stop Writing");
    await boxHolds("a long story");
    await scmButton(page, "Write Commit Message").waitFor({ state: "attached" });
    await eventually(
      async () => server.open,
      (open) => open === 0,
      { what: "the model goes on" },
    );
    assert.equal(await readCommitBox(page), "a long story");
  });

  it("writes a message that is committed", async () => {
    await fillCommitBox(page, "");
    await pressScmButton(page, "Write Commit Message");
    await boxHolds(MESSAGE);
    await scmButton(page, "Write Commit Message").waitFor({ state: "attached" });
    await screenshot(page, "scm-message");
    await commitBox(page).click();
    await page.keyboard.press("Control+Enter");
    await eventually(
      async () => repository.git("log", "-1", "--format=%B").trim(),
      (text) => text === MESSAGE,
      { what: "nothing was committed" },
    );
    await boxHolds("");
  });

  for (const [name, theme] of Object.entries(THEMES))
    it(`shows a finding at its line in a ${name} theme`, async () => {
      if (name === "light") {
        await books((text) => text.replace("return books.sort(", "return books.toSorted().sort("));
        await runCommand(page, "Ingle: Review Changes…");
        await pick(page, "What has changed and is not staged");
        await toast("Files reviewed: 1. Findings: 1.").getByText("Show the First").click();
      }
      const comment = page.locator(".review-widget", { hasText: FINDING });
      await comment.waitFor();
      await page.getByText("Ln 23, Col 1").waitFor();
      // The list of comments, which the editor shows by itself.
      await page.locator(".comments-panel").getByText(FINDING).waitFor();
      await chooseTheme(page, theme);
      await comment.getByText("Error").waitFor();
      const place = await comment.boundingBox();
      const line = await page
        .locator(".monaco-editor .view-line", { hasText: "toSorted" })
        .first()
        .boundingBox();
      assert.ok(
        place && line && Math.abs(place.y - (line.y + line.height)) < line.height / 2,
        JSON.stringify([place, line]),
      );
      await screenshot(page, `scm-review-${name}`);
    });

  it("has the finding explained in chat, and dismissed", async () => {
    const comment = page.locator(".review-widget", { hasText: FINDING });
    await comment.hover();
    await comment.locator('[aria-label^="Explain in Chat"]').click();
    const view = await chatFrame(page);
    await view.getByText(`"${FINDING}"`).first().waitFor();
    await lastAnswer(view).waitFor();
    await comment.hover();
    await comment.locator('[aria-label^="Dismiss"]').click();
    await comment.waitFor({ state: "detached" });
  });

  it("names a branch, and creates it once the person has said yes", async () => {
    await runCommand(page, "Ingle: Name a Branch…");
    await page.locator(".quick-input-title", { hasText: "What is the branch for?" }).waitFor();
    await writeAnswer(page, "count what is lost");
    // Once: the next box opens at once, and would be answered too.
    await page.keyboard.press("Enter");
    await page.locator(".quick-input-title", { hasText: "Create a branch" }).waitFor();
    assert.equal(
      await page.locator(".quick-input-widget input.input").inputValue(),
      "feature/lost-books",
    );
    await screenshot(page, "scm-branch");
    assert.equal(repository.git("branch", "--show-current").trim(), "main");
    await answer(page, "feature/lost-books");
    await eventually(
      async () => repository.git("branch", "--show-current").trim(),
      (name) => name === "feature/lost-books",
      { what: "no branch was made" },
    );
  });

  it("explains a conflict in chat, from both sides and their commits", async () => {
    repository.commit("fix: sort a copy");
    await books((text) => text.replace("total += book.copies;", "total += book.copies + 1;"));
    repository.commit("feat: count lost books");
    repository.git("checkout", "-q", "-b", "other", "HEAD~1");
    await books((text) => text.replace("total += book.copies;", "total += book.there;"));
    repository.commit("fix: count what is there");
    assert.throws(() => repository.git("merge", "feature/lost-books"));
    await openFile(page, "books.ts");
    await page.keyboard.press("Control+End");
    await page.locator(".codelens-decoration", { hasText: "Ingle: Explain Conflict" }).waitFor();
    await screenshot(page, "scm-conflict");
    await page.locator(".codelens-decoration a", { hasText: "Ingle: Explain Conflict" }).click();
    const view = await chatFrame(page);
    await lastAnswer(view).getByText("only those that are there").waitFor();
    await screenshot(page, "scm-conflict-explained");
    const prompt = JSON.stringify(server.requests.at(-1)?.body);
    for (const word of [
      "book.there",
      "book.copies + 1",
      "fix: count what is there",
      "feat: count lost books",
      "total += book.copies;",
    ])
      assert.ok(prompt.includes(word), word);
  });

  it("proposes a resolution, which is shown before anything changes", async () => {
    const file = path.join(repository.path, "src/books.ts");
    const before = await readFile(file, "utf8");
    await page.locator(".codelens-decoration a", { hasText: "Propose a Resolution" }).click();
    await bodyLink(page, "Ingle proposes", "Accept").waitFor();
    await screenshot(page, "scm-conflict-resolution");
    assert.equal(await page.locator(".tab.active.dirty").count(), 0);
    await bodyLink(page, "Ingle proposes", "Accept").click();
    await page.locator(".tab.active.dirty").waitFor();
    await save(page, file);
    const resolved = before.replace(/^<{7}[\s\S]*^>{7}.*$/m, "    total += book.there + 1;");
    assert.equal(await readFile(file, "utf8"), resolved);
  });

  it("writes into the box of the repository whose button it was, or that is picked", async () => {
    repository.commit("fix: count both");
    await books((text) => `${text}export const lost = 1;\n`);
    const tools = gitRepository(path.join(repository.path, "tools"));
    tools.commit("feat: report the loans");
    tools.write({ "lost.py": "lost = 1\n" });
    tools.git("add", "--all");
    // The dialog looks at a path late, and closes without a word where it was too early.
    await eventually(
      async () => {
        await openScmView(page);
        await runCommand(page, "Git: Open Repository");
        const open = page.locator(".quick-input-action", { hasText: "Open Repository" });
        await open.waitFor();
        await writeAnswer(page, tools.path);
        await open.click();
        const opened = page
          .locator(".scm-provider", { hasText: "tools" })
          .waitFor({ timeout: 5_000 });
        return opened.then(
          () => true,
          () => false,
        );
      },
      (opened) => opened,
      { what: "the second repository was not opened", withinMs: 40_000 },
    );
    await pressScmButton(page, "Write Commit Message", "tools");
    await boxHolds(MESSAGE, "tools");
    assert.match(JSON.stringify(server.requests.at(-1)?.body), /lost\.py/);
    await runCommand(page, "Ingle: Write Commit Message");
    // Both paths hold the name: the list has to have been filtered.
    await page.locator(".quick-input-title", { hasText: "Which repository?" }).waitFor();
    await writeAnswer(page, "sample");
    await eventually(
      () => readRows(page),
      ({ length }) => length === 1,
      { what: "the repositories were not filtered" },
    );
    await page.keyboard.press("Enter");
    await boxHolds(MESSAGE, "sample");
    await screenshot(page, "scm-repositories");
    assert.match(JSON.stringify(server.requests.at(-1)?.body), /src\/books\.ts/);
  });
});
