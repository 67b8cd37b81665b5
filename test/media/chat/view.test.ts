import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, beforeEach, describe, it } from "mocha";
import type {
  Entry,
  FromView,
  ShownAnswer,
  ShownQuestion,
  Texts,
  ToView,
} from "../../../src/chat/messages.ts";
import { eventually } from "../../e2e/driver/eventually.ts";
import { openPart, type PartPage } from "./page.ts";

const question = (id: string, text: string, more: Partial<ShownQuestion> = {}): Entry => ({
  ...{ role: "user", id, after: null, text, chips: [] },
  ...more,
});
const answer = (id: string, text: string, more: Partial<ShownAnswer> = {}): Entry => ({
  ...{ role: "assistant", id, text, thought: "", sources: [], notes: [], author: "Scripted" },
  ...{ writing: false, mayGoOn: false },
  ...more,
});
const shown = (...entries: Entry[]): ToView => ({
  kind: "conversation",
  conversation: { id: "c", title: "Books", entries },
});

/** Every text of the view, called by its name. */
async function textNames(): Promise<Texts> {
  const source = await readFile("src/chat/messages.ts", "utf8");
  const body = source.slice(source.indexOf("export interface Texts {"));
  const names = [...body.matchAll(/^ {2}(\w+): string;/gm)].map(([, name = ""]) => name);
  return Object.fromEntries(names.map((name) => [name, name])) as unknown as Texts;
}

describe("the view of a conversation", function () {
  this.timeout(60_000);
  let part: PartPage | undefined;

  beforeEach(async () => {
    await part?.close();
    part = await openPart(`
      const sent = [];
      let state;
      window.acquireVsCodeApi = () => ({
        postMessage: (message) => sent.push(message),
        getState: () => state,
        setState: (next) => { state = next; },
      });
      const part = {
        sent,
        get state() { return state; },
        give: (message) => window.postMessage(message, "*"),
      };
      require("./view.ts");
    `);
    assert.deepEqual(await sent(), [{ kind: "ready" }]);
    await give({ kind: "texts", texts: await textNames() });
    await page().locator("#question").waitFor();
  });
  after(() => part?.close());

  const page = () => part?.page ?? assert.fail("no page");
  const field = () => page().locator("#question");
  const sent = () => page().evaluate<FromView[]>("part.sent");
  const give = (message: ToView) => page().evaluate(`part.give(${JSON.stringify(message)})`);
  const sentOf = async (kind: FromView["kind"]) =>
    (await sent()).filter((message) => message.kind === kind);
  const eventuallySent = (kind: FromView["kind"]) =>
    eventually(
      () => sentOf(kind),
      (found) => found.length > 0,
      { what: `no message of the kind ${kind} was sent` },
    );

  it("sends at Enter and begins a line at Shift+Enter", async () => {
    await field().focus();
    await page().keyboard.type("one");
    await page().keyboard.press("Shift+Enter");
    await page().keyboard.type("two");
    await page().keyboard.press("Enter");
    assert.deepEqual(await sentOf("send"), [{ kind: "send", text: "one\ntwo", chips: [] }]);
    assert.equal(await field().inputValue(), "");
  });

  it("sends nothing empty, and nothing while an answer is written; Escape stops that", async () => {
    await field().focus();
    await page().keyboard.press("Enter");
    await give(shown(question("q", "Why?"), answer("a", "Be", { writing: true })));
    await page().locator(".stop").waitFor();
    await page().keyboard.type("more");
    await page().keyboard.press("Enter");
    await page().keyboard.press("Escape");
    assert.deepEqual(await sentOf("send"), []);
    assert.deepEqual(await sentOf("stop"), [{ kind: "stop" }]);
  });

  it("edits the last question at Arrow Up in the empty field, and sends it beside the old one", async () => {
    await give(shown(question("q", "Why?", { after: "before" }), answer("a", "Because.")));
    await page().getByText("Because.").waitFor();
    await field().focus();
    await page().keyboard.press("ArrowUp");
    assert.equal(await field().inputValue(), "Why?");
    await page().locator(".editing").waitFor();
    await page().keyboard.press("End");
    await page().keyboard.type("?");
    await page().keyboard.press("Enter");
    assert.deepEqual(await sentOf("send"), [
      { kind: "send", text: "Why??", chips: [], after: "before" },
    ]);
  });

  it("offers what can be attached after an @, and takes it by the keyboard", async () => {
    await field().focus();
    await page().keyboard.type("see @bo");
    const asked = (await eventuallySent("offers")).at(-1);
    const request = asked?.kind === "offers" ? asked.request : 0;
    const chip = {
      attached: { kind: "file", uri: "file:///books.ts" },
      ...{ label: "books.ts", title: "src/books.ts", icon: "file" },
    } as const;
    const pick = {
      ...{ label: "@folder", description: "", icon: "folder" },
      choice: { kind: "pick", what: "folder" },
    } as const;
    const file = { ...chip, description: "", choice: { kind: "chip", chip } } as const;
    await give({ kind: "offers", request, offers: [pick, file] });
    await page().locator("[role=option]").first().waitFor();
    assert.equal(await field().getAttribute("aria-activedescendant"), "offers-0");
    await page().keyboard.press("ArrowDown");
    await page().locator("#offers-1[aria-selected=true]").waitFor();
    await page().keyboard.press("Enter");
    await page().locator(".field .chip", { hasText: "books.ts" }).waitFor();
    assert.equal(await field().inputValue(), "see ");
    await page().keyboard.type("it");
    await page().keyboard.press("Enter");
    assert.deepEqual(await sentOf("send"), [{ kind: "send", text: "see it", chips: [chip] }]);
  });

  it("offers commands at a slash where the text begins, and there alone", async () => {
    const offer = (name: string) => ({
      ...{ label: `/${name}`, description: "", icon: "sparkle" },
      choice: { kind: "text" as const, text: `/${name} ` },
    });
    await give({ kind: "commands", commands: [offer("explain"), offer("tests")] });
    await field().focus();
    await page().keyboard.type("a /te");
    assert.equal(await page().locator("[role=option]").count(), 0);
    await field().fill("");
    await page().keyboard.type("/te");
    await page().locator("[role=option]", { hasText: "/tests" }).waitFor();
    assert.equal(await page().locator("[role=option]").count(), 1);
    await page().keyboard.press("Tab");
    assert.equal(await field().inputValue(), "/tests ");
  });

  it("sends the selection by itself until it is taken away", async () => {
    const chip = {
      attached: { kind: "selection", uri: "file:///b.ts", firstLine: 1, lastLine: 2 },
      ...{ label: "b.ts:2–3", title: "Selection: b.ts:2–3", icon: "selection" },
    } as const;
    await give({ kind: "selection", chip });
    await page().locator(".field .chip").waitFor();
    await page().locator(".chip-remove").click();
    await page().locator(".field .chip").waitFor({ state: "detached" });
    await give({
      kind: "selection",
      chip: { ...chip, title: "Selection: b.ts:4", label: "b.ts:4" },
    });
    await page().locator(".field .chip", { hasText: "b.ts:4" }).waitFor();
  });

  it("keeps the end in sight while the person is there, and only then", async () => {
    const long = Array.from({ length: 80 }, (_, line) => `Paragraph ${line}.`).join("\n\n");
    await give(shown(question("q", "Why?"), answer("a", long, { writing: true })));
    const atEnd = () =>
      page().evaluate<boolean>(`{
        const { scrollHeight, scrollTop, clientHeight } = document.querySelector(".log");
        scrollHeight - scrollTop - clientHeight < 2
      }`);
    await eventually(atEnd, Boolean, { what: "the end was not in sight" });
    await give({ kind: "piece", answer: "a", text: "\n\nOne more.\n\nTwo more." });
    await page().getByText("Two more.").waitFor();
    await eventually(atEnd, Boolean, { what: "the end was not followed" });
    await page().mouse.move(300, 200);
    await page().mouse.wheel(0, -600);
    await page().locator(".to-end vscode-toolbar-button").waitFor();
    await give({ kind: "piece", answer: "a", text: "\n\nThree more." });
    await page().getByText("Three more.").waitFor({ state: "attached" });
    assert.equal(await atEnd(), false);
    await page().locator(".to-end vscode-toolbar-button").click();
    await eventually(atEnd, Boolean, { what: "the button did not lead to the end" });
  });

  it("tells a screen reader that an answer has ended, not its pieces", async () => {
    const announced = () => page().locator(".announcement").innerText();
    await give(shown(question("q", "Why?"), answer("a", "", { writing: true })));
    await eventually(announced, (text) => text === "writing", { what: "the begin was not told" });
    await give({ kind: "piece", answer: "a", text: "Because." });
    await page().getByText("Because.").waitFor();
    assert.equal(await announced(), "writing");
    await give(shown(question("q", "Why?"), answer("a", "Because.")));
    await eventually(announced, (text) => text === "ended", { what: "the end was not told" });
    assert.equal(await page().locator(".log [aria-live], .log [role=log]").count(), 0);
  });

  it("leads to other versions, asks again, branches off and opens sources", async () => {
    await give(
      shown(
        question("q", "Why?", { ways: { label: "2 of 3", previous: "q1", next: "q3" } }),
        answer("a", "Because.", { sources: [{ label: "src/a.ts:3", title: "a" }] }),
      ),
    );
    await page().getByText("2 of 3").waitFor();
    const button = (label: string) => page().locator(`vscode-toolbar-button[label="${label}"]`);
    await button("previousWay").click();
    await button("again").click();
    await button("branch").click();
    await page().locator(".sources summary").click();
    await page().getByText("src/a.ts:3").click();
    assert.deepEqual((await sent()).slice(-4), [
      { kind: "way", message: "q1" },
      { kind: "again", answer: "a" },
      { kind: "branch", message: "a" },
      { kind: "openSource", answer: "a", index: 0 },
    ]);
  });

  it("keeps the draft and the conversation for when it is drawn again", async () => {
    await give(shown(question("q", "Why?"), answer("a", "Because.")));
    await field().fill("half a question");
    assert.deepEqual(await page().evaluate("part.state"), {
      draft: { text: "half a question", chips: [] },
      conversation: "c",
    });
  });

  it("takes files that are dropped on it", async () => {
    await page().evaluate(`{
      const dataTransfer = new DataTransfer();
      dataTransfer.setData("text/uri-list", "file:///a.ts\\r\\nfile:///b.ts");
      const options = { dataTransfer, bubbles: true, cancelable: true };
      document.querySelector(".log").dispatchEvent(new DragEvent("dragover", options));
      document.querySelector(".log").dispatchEvent(new DragEvent("drop", options));
    }`);
    assert.deepEqual(await sentOf("dropped"), [
      { kind: "dropped", uris: "file:///a.ts\r\nfile:///b.ts" },
    ]);
  });
});
