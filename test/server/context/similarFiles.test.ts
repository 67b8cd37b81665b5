import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { SeenText } from "../../../server/context/seenTexts.ts";
import { createSimilarFiles } from "../../../server/context/similarFiles.ts";

const never = new AbortController().signal;
const allowed = { mayRead: () => ({ allowed: true }) as const };
const filler = (count: number): string[] =>
  Array.from({ length: count }, (_, line) => `filler${line} other${line}`);

function seen(name: string, lines: string[], more: Partial<SeenText> = {}): SeenText {
  const text = lines.join("\n");
  return { uri: `file:///w/${name}`, languageId: "typescript", version: 1, text, ...more };
}

const request = {
  uri: "file:///w/a.ts",
  languageId: "typescript",
  position: { line: 1, character: 0 },
  prefix: "const wallet = refund(purse);\n",
  suffix: "\ncharge(wallet, coins);\n",
};
const like = ["const wallet = charge(purse);", "refund(coins, wallet);"];

describe("similar files", () => {
  const rows: [name: string, texts: SeenText[], found: [file: string, first: number][]][] = [
    ["nothing where nothing is open", [], []],
    ["nothing that shares no names", [seen("b.ts", filler(50))], []],
    [
      "the window that is like it",
      [seen("b.ts", [...filler(40), ...like, ...filler(40)])],
      [["b.ts", 32]],
    ],
    [
      "the file that is more like it first",
      [seen("b.ts", ["refund(purse)", ...filler(3)]), seen("c.ts", like)],
      [
        ["c.ts", 0],
        ["b.ts", 0],
      ],
    ],
    [
      "its own language before others",
      [
        seen("b.py", like, { languageId: "python" }),
        seen("c.js", like, { languageId: "javascript" }),
      ],
      [
        ["c.js", 0],
        ["b.py", 0],
      ],
    ],
  ];
  for (const [name, texts, found] of rows)
    it(`gives ${name}`, async () => {
      const source = createSimilarFiles({ texts: { all: () => texts }, guard: allowed });
      const candidates = await source.gather(request, never);
      assert.deepEqual(
        candidates.map(({ uri, lines }) => [uri.slice("file:///w/".length), lines[0]?.number]),
        found,
      );
    });

  it("looks at no file that the guard refuses", async () => {
    const texts = { all: () => [seen("b.ts", like)] };
    const guard = { mayRead: () => ({ allowed: false, reason: "" }) as const };
    assert.deepEqual(await createSimilarFiles({ texts, guard }).gather(request, never), []);
  });

  it("sees a text as it is now", async () => {
    let text = seen("b.ts", filler(9));
    const source = createSimilarFiles({ texts: { all: () => [text] }, guard: allowed });
    assert.equal((await source.gather(request, never)).length, 0);
    text = seen("b.ts", like, { version: 2 });
    assert.equal((await source.gather(request, never)).length, 1);
  });

  it("lets other work go first, and gets further when it is asked again", async () => {
    let time = 0;
    let pauses = 0;
    const controller = new AbortController();
    const texts = ["b.ts", "c.ts", "d.ts"].map((name) => seen(name, like));
    const source = createSimilarFiles({
      texts: { all: () => texts },
      guard: allowed,
      now: () => (time += 2),
      async pause() {
        pauses += 1;
        if (pauses === 1) controller.abort();
      },
    });
    assert.deepEqual(await source.gather(request, controller.signal), []);
    assert.equal(pauses, 1);
    assert.equal((await source.gather(request, never)).length, 3);
  });
});
