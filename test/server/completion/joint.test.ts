import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { type Completed, complete } from "../../../server/completion/complete.ts";
import { jointProbability, witnessOf } from "../../../server/completion/joint.ts";
import { createGenerations } from "../../../server/completion/ongoing.ts";
import { completionContext } from "../../helpers/completions.ts";
import { cursorAt } from "../../helpers/cursors.ts";
import { HandEngine } from "../../helpers/handEngine.ts";

const never = new AbortController().signal;
const text = "items.map(toRow);";
/** The text in two tokens, the second of them this probable. */
const pieces = (confidence: number) => [
  { text: "items.map(", confidence: 0.9 },
  { text: "toRow);", confidence },
];

describe("what an echo adds to a model's line", () => {
  const rows: [name: string, echo: { text: string; probability: number }, lift: RegExp][] = [
    ["lifts it where it says the same", { text, probability: 0.4 }, /^\+/],
    ["does so whatever stands on further lines", { text: `${text}\n}`, probability: 0.4 }, /^\+/],
    ["lowers it where it says something else", { text: "rows;", probability: 0.5 }, /^-/],
    [
      "is next to nothing where it is itself improbable",
      { text: "rows;", probability: 0.01 },
      /^0/,
    ],
    ["is something else where it ends sooner", { text: "items.map(", probability: 0.5 }, /^-/],
  ];
  for (const [name, echo, expected] of rows)
    it(name, () => {
      const { lift = Number.NaN } = witnessOf(text, pieces(0.3), echo) ?? {};
      assert.match(Math.abs(lift) < 0.05 ? "0" : lift > 0 ? "+" : "-", expected, `${lift}`);
    });

  it("grows with its own probability, either way, and has an end", () => {
    const lift = (said: string, probability: number): number =>
      witnessOf(text, pieces(0.3), { text: said, probability })?.lift ?? Number.NaN;
    assert.ok(lift(text, 0.05) > lift(text, 0.02));
    assert.ok(lift("rows;", 0.6) < lift("rows;", 0.2));
    assert.ok(lift(text, 1) <= 2 && lift("rows;", 1) >= -1);
  });

  it("is nothing without an echo, and without the model's probabilities", () => {
    assert.equal(witnessOf(text, pieces(0.3), undefined), undefined);
    assert.equal(witnessOf(text, [{ text }], { text, probability: 0.5 }), undefined);
  });

  it("makes one probability of two", () => {
    const beside = (said?: string): number =>
      jointProbability(text, pieces(0.3), said ? { text: said, probability: 0.5 } : undefined) ?? 0;
    assert.ok(beside(text) > beside() && beside() > beside("rows;"));
  });
});

describe("the gate beside an echo", () => {
  /** What is shown of a text, once token by token as sure as this, of what an echo says, key by key. */
  async function film(confidence: number, keys: [typed: string, echo: string][]) {
    const engine = new HandEngine();
    const generations = createGenerations(engine);
    const shown: Completed[] = [];
    for (const [typed, says] of keys) {
      const echo = says === "" ? undefined : { text: says, probability: 0.4 };
      const context = completionContext(engine, { generations, echo });
      const answer = complete(cursorAt(`const a = 1;\nreturn ${typed}█\n`), context, never);
      while (engine.requests.length === 0) await new Promise(setImmediate);
      if (shown.length === 0) {
        for (const part of ["items.", "map(", "toRow);"]) await engine.write(part, confidence);
        await engine.write("\n}", 0.9);
      }
      shown.push(await answer);
    }
    return shown.map(({ outcome, sureness }) => ({
      text: outcome.kind === "shown" ? outcome.text : "",
      witness: sureness?.witness,
    }));
  }

  it("lets pass what the project says as well, and tells so", async () => {
    assert.equal((await film(0.35, [["", ""]]))[0]?.text, "");
    const [agreed] = await film(0.35, [["", text]]);
    assert.equal(agreed?.text, text);
    assert.deepEqual([agreed?.witness?.agrees, agreed?.witness?.probability], [true, 0.4]);
  });

  it("is silent where the project says something else", async () => {
    assert.equal((await film(0.6, [["", ""]]))[0]?.text, text);
    const [doubted] = await film(0.6, [["", "rows.length;"]]);
    assert.equal(doubted?.text, "");
    assert.equal(doubted?.witness?.agrees, false);
  });

  it("takes nothing back while it is typed along, whatever the project says by then", async () => {
    const shown = await film(0.35, [
      ["", text],
      ["it", ""],
      ["item", "list;"],
    ]);
    assert.deepEqual(
      shown.map((each) => each.text),
      [text, text.slice(2), text.slice(4)],
    );
    const unasked = await film(0.6, [
      ["", ""],
      ["it", "ems.length;"],
    ]);
    assert.equal(unasked[1]?.text, text.slice(2));
  });
});
