import assert from "node:assert/strict";
import { type Clock, install } from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, it } from "mocha";
import type { CompletedRequest } from "../../../server/completion/feature.ts";
import { createVerdicts, readAfterMs } from "../../../server/completion/verdicts.ts";
import { cursorAt, marked } from "../../helpers/cursors.ts";

/** A moment of a film: after so many milliseconds, the text, and what Ingle answered to it. */
type Frame = [afterMs: number, text: string, answer: string | "cancelled" | "silent" | "by hand"];

const long = 2 * readAfterMs;
const short = readAfterMs / 3;
const minute = 60_000;
/** Nobody asks for anything after a minute: the verdict is due. */
const due: Frame = [minute, "", "silent"];

const films: [name: string, taken: boolean | undefined, frames: Frame[]][] = [
  [
    "typed along to its end is taken",
    true,
    [
      [0, "return █", "items.map(a);"],
      [long, "return items█", ".map(a);"],
      [short, "return items.map(a)█", "cancelled"],
      [short, "return items.map(a);█", "silent"],
    ],
  ],
  [
    "that something else is typed over is left",
    false,
    [[0, "return █", "items.map(a);"], [long, "return other█", "silent"], due],
  ],
  [
    "that another takes the place of is left",
    false,
    [[0, "return █", "items.map(a);"], [long, "return o█", "other();"], due],
  ],
  [
    "that the person moves away from is left",
    false,
    [[0, "return █", "items.map(a);"], [long, "█return ", "silent"], due],
  ],
  [
    "that is typed past before it could be read is nothing",
    undefined,
    [
      [0, "return █", "items.map(a);"],
      [short, "return o█", "cancelled"],
      [long, "return ot█", "silent"],
      due,
    ],
  ],
  [
    "that is typed to its end before it could be read is nothing",
    undefined,
    [[0, "f(█", "a);"], [short, "f(a);█", "silent"], [long, "f(a);\n█", "silent"], due],
  ],
  [
    "that is gone and comes back has been seen for both times",
    false,
    [
      [0, "return █", "items.map(a);"],
      [readAfterMs * 0.6, "return o█", "silent"],
      [short, "return █", "items.map(a);"],
      [readAfterMs * 0.6, "return o█", "silent"],
      due,
    ],
  ],
  [
    "that the editor's closing bracket interrupts is taken if it stands there in the end",
    true,
    [[0, "return █", "f(a);"], [long, "return f(█)", "a"], [short, "return f(a);█", "silent"], due],
  ],
  [
    "that is formatted stands there all the same",
    true,
    [
      [0, "return █", "f(a,b);"],
      [long, "return f(█)", "a"],
      [short, "return f(\n  a,\n  b\n);\n█", "silent"],
      due,
    ],
  ],
  [
    "that stands somewhere else in the file is left",
    false,
    [
      [0, "if (a) {\n  return null;\n}\nif (b) {\n  █", "return null;"],
      [long, "if (a) {\n  return null;\n}\nif (b) {\n  f█", "silent"],
      due,
    ],
  ],
  [
    "that is still on the screen is not yet known",
    undefined,
    [[0, "return █", "items.map(a);"], due],
  ],
  [
    "that was asked for by hand is nothing",
    undefined,
    [[0, "return █", "by hand"], [long, "return o█", "silent"], due],
  ],
];

describe("a suggestion", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ now: 1_000_000, toFake: ["setTimeout", "clearTimeout", "Date"] });
  });
  afterEach(() => clock.uninstall());

  const uri = "file:///w/a.ts";
  let lastId = 0;

  function film() {
    const seen: boolean[] = [];
    let document = "";
    const verdicts = createVerdicts({
      observe: (about, { mean, taken }) => {
        assert.deepEqual({ ...about, mean }, { model: "m", language: "typescript", mean: -0.5 });
        seen.push(taken);
      },
      textOf: (asked) => (asked === uri ? document : undefined),
    });
    return {
      seen,
      verdicts,
      play(frames: readonly Frame[]): void {
        for (const [afterMs, text, answer] of frames) {
          clock.tick(afterMs);
          if (text === "") continue;
          document = marked(text).plain;
          verdicts.completed(request(text, answer));
        }
      },
    };
  }

  function request(text: string, answer: string): CompletedRequest {
    const cursor = cursorAt(text, { uri });
    lastId += 1;
    const shown = !["cancelled", "silent"].includes(answer);
    return {
      cursor,
      parts: undefined,
      model: "m",
      answered: answer !== "cancelled",
      trace: {
        id: lastId,
        at: Date.now(),
        uri,
        languageId: cursor.languageId,
        version: 1,
        ...cursor.position,
        source: "model",
        outcome: shown ? { kind: "shown", text: answer } : { kind: "silent", why: "" },
        stages: [],
        ...(shown &&
          answer !== "by hand" && { sureness: { mean: -0.5, least: { token: 0.15, mean: -0.8 } } }),
      },
    };
  }

  for (const [name, taken, frames] of films)
    it(name, () => {
      const { seen, play } = film();
      play(frames);
      assert.deepEqual(seen, taken === undefined ? [] : [taken]);
    });

  it("that is accepted is taken, however quickly, and once", () => {
    const { seen, verdicts, play } = film();
    play([[0, "return █", "items.map(a);"]]);
    clock.tick(short);
    verdicts.accepted(lastId);
    verdicts.accepted(lastId);
    play([
      [short, "return items.map(a);█", "silent"],
      [short, "return █", "items.map(a);"],
      [long, "return o█", "silent"],
      due,
    ]);
    assert.deepEqual(seen, [true]);
  });

  it("that is accepted by the id with which it was typed along is taken", () => {
    const { seen, verdicts, play } = film();
    play([
      [0, "return █", "items.map(a);"],
      [long, "return it█", "ems.map(a);"],
    ]);
    verdicts.accepted(lastId);
    assert.deepEqual(seen, [true]);
  });

  it("is looked for when its document is closed, and never after", () => {
    const { seen, verdicts, play } = film();
    play([
      [0, "return █", "items.map(a);"],
      [long, "return o█", "silent"],
    ]);
    verdicts.closed(uri, "return o");
    play([due]);
    assert.deepEqual(seen, [false]);
  });

  it("waits for nothing once the server ends", () => {
    const { seen, verdicts, play } = film();
    play([
      [0, "return █", "items.map(a);"],
      [long, "return o█", "silent"],
    ]);
    verdicts.dispose();
    play([due]);
    assert.deepEqual(seen, []);
  });

  it("that came late counts from its answer to the request that ends it, not to that one's answer", () => {
    const { seen, verdicts, play } = film();
    play([[0, "return █", "items.map(a);"]]);
    clock.tick(long);
    const slow = request("return o█", "silent");
    slow.trace.stages.push({ name: "first piece", ms: long - short });
    verdicts.completed(slow);
    play([due]);
    assert.deepEqual(seen, []);
  });
});
