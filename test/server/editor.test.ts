import assert from "node:assert/strict";
import { type Clock, install } from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createEditor } from "../../server/editor.ts";
import type { EditorAbility } from "../../server/protocol/editor.ts";

const spot = { line: 1, character: 2 };
const range = { start: { line: 3, character: 0 }, end: { line: 3, character: 9 } };
const full = { start: { line: 2, character: 0 }, end: { line: 7, character: 1 } };

function editorThat(answer: () => unknown, abilities: EditorAbility[] = ["definition"]) {
  const asked: string[] = [];
  const editor = createEditor(
    {
      sendRequest(method: unknown) {
        asked.push(String(method));
        return Promise.resolve(answer()) as never;
      },
    },
    () => abilities,
  );
  return { editor, asked };
}

describe("what the server asks of the editor", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => clock.uninstall());
  const never = (): AbortSignal => new AbortController().signal;

  const rows: [name: string, answer: unknown, places: object[]][] = [
    ["a place", [{ uri: "file:///a", range }], [{ uri: "file:///a", first: 3 }]],
    [
      "a place with all of the declaration",
      [{ uri: "file:///a", range, fullRange: full }],
      [{ uri: "file:///a", first: 2, last: 7 }],
    ],
    ["nothing", null, []],
    ["an object", { uri: "file:///a", range }, []],
    ["a place without a range", [{ uri: "file:///a" }], []],
    ["a line that is none", [{ uri: "a", range: { ...range, start: { line: -1 } } }], []],
    ["a full range that is none", [{ uri: "a", range, fullRange: "all" }], []],
  ];
  for (const [name, answer, places] of rows)
    it(`takes ${name}`, async () => {
      const { editor } = editorThat(() => answer);
      assert.deepEqual(await editor.definition("file:///b", spot, never()), places);
    });

  const references: [name: string, answer: unknown, places: object[] | undefined][] = [
    ["places", [{ uri: "file:///a", range }], [{ uri: "file:///a", range }]],
    [
      "what is none",
      [
        { uri: 7, range },
        { uri: "file:///a", range },
      ],
      [{ uri: "file:///a", range }],
    ],
    ["nothing", [], undefined],
    ["no list", "file:///a", undefined],
  ];
  for (const [name, answer, places] of references)
    it(`takes ${name} where a name is used`, async () => {
      const { editor } = editorThat(() => answer, ["references"]);
      assert.deepEqual(await editor.references("file:///b", spot, never()), places);
    });

  it("is not asked when the editor does not answer it", async () => {
    const { editor, asked } = editorThat(() => [], ["symbols"]);
    await editor.definition("file:///b", spot, never());
    await editor.hover("file:///b", spot, never());
    await editor.symbols("file:///b", never());
    assert.deepEqual(asked, ["ingle/editor/symbols"]);
    assert.equal(editor.answers.hover, false);
  });

  it("is nothing when the editor fails", async () => {
    const { editor } = editorThat(() => Promise.reject(new Error("no such method")));
    assert.deepEqual(await editor.definition("file:///b", spot, never()), []);
  });

  it("is nothing after 800 ms without an answer", async () => {
    const { editor } = editorThat(() => new Promise(() => {}), ["hover"]);
    const answer = editor.hover("file:///b", spot, never());
    await clock.tickAsync(799);
    assert.equal(await Promise.race([answer, "waiting"]), "waiting");
    await clock.tickAsync(1);
    assert.equal(await answer, undefined);
  });

  it("is nothing when nobody wants it any more", async () => {
    const { editor } = editorThat(() => new Promise(() => {}), ["hover"]);
    const controller = new AbortController();
    const answer = editor.hover("file:///b", spot, controller.signal);
    controller.abort();
    assert.equal(await answer, undefined);
  });
});
