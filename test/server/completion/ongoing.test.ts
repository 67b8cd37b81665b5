import assert from "node:assert/strict";
import { type Clock, install } from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, it } from "mocha";
import { createGenerations, piecesAfter } from "../../../server/completion/ongoing.ts";
import { cursorAt } from "../../helpers/cursors.ts";
import { plain } from "../../helpers/engines.ts";
import { HandEngine } from "../../helpers/handEngine.ts";

const never = new AbortController().signal;
const uncut = { cut: (text: string) => ({ text, complete: false }) };

describe("a generation that outlives its request", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => clock.uninstall());

  function begun(marked: string) {
    const engine = new HandEngine();
    const generations = createGenerations(engine);
    const ongoing = generations.begin(cursorAt(marked), plain("x"), uncut);
    return { engine, generations, ongoing };
  }

  /** What the model wrote after `let x = █;`, the text at the next request, and the typed part. */
  const rows: [name: string, wrote: string, then: string, typed: string | undefined][] = [
    ["what was typed is what it wrote", "foo(bar)", "let x = foo█;", "foo"],
    ["nothing was typed", "foo(bar)", "let x = █;", ""],
    ["more was typed than it has written yet", "fo", "let x = foo█;", "foo"],
    ["something else was typed", "foo(bar)", "let x = fa█;", undefined],
    ["the text behind the cursor changed", "foo(bar)", "let x = foo(█);", undefined],
    ["a character was deleted", "foo(bar)", "let x =█;", undefined],
  ];
  for (const [name, wrote, then, typed] of rows) {
    it(`is ${typed === undefined ? "not joined" : "joined"} when ${name}`, async () => {
      const { engine, generations } = begun("let x = █;");
      await engine.write(wrote);
      assert.equal(generations.join(cursorAt(then))?.typed, typed);
    });
  }

  it("is not joined when it has ended and everything it wrote was typed", async () => {
    const { engine, generations } = begun("a█");
    await engine.write("bc");
    await engine.end();
    assert.equal(generations.join(cursorAt("abc█")), undefined);
    assert.equal(generations.join(cursorAt("ab█"))?.typed, "b");
  });

  it("goes on for 300 ms when nobody waits any more, then is aborted", async () => {
    const { engine, ongoing } = begun("a█");
    const request = new AbortController();
    const waiting = ongoing.next(request.signal);
    request.abort();
    await waiting;
    clock.tick(299);
    assert.equal(engine.aborted, false);
    clock.tick(1);
    assert.equal(engine.aborted, true);
  });

  it("goes on beyond that for a request that joined it", async () => {
    const { engine, ongoing } = begun("a█");
    const request = new AbortController();
    const waiting = ongoing.next(request.signal);
    request.abort();
    await waiting;
    clock.tick(200);
    const joined = ongoing.next(never);
    clock.tick(1_000);
    assert.equal(engine.aborted, false);
    await engine.write("b");
    await joined;
    assert.equal(ongoing.text, "b");
  });

  it("is not shown in part when it was aborted in the middle", async () => {
    const { engine, generations, ongoing } = begun("a█");
    await engine.write("bcd");
    const request = new AbortController();
    const waiting = ongoing.next(request.signal);
    request.abort();
    await waiting;
    clock.tick(300);
    await engine.settle();
    assert.equal(engine.aborted, true);
    assert.equal(generations.join(cursorAt("ab█")), undefined);
  });

  it("is remembered when another has begun, for a cursor that comes back", async () => {
    const { engine, generations } = begun("let x = █;\r\n");
    await engine.write("foo(\nbar)");
    await engine.end();
    generations.begin(cursorAt("let y = █;"), plain("y"), uncut);
    const joined = generations.join(cursorAt("let x = foo(\r\nb█;\r\n"));
    assert.equal(joined?.source, "cache");
    assert.equal(joined?.typed, "foo(\nb");
    assert.equal(generations.join(cursorAt("let z = foo█;\r\n")), undefined);
  });

  it("is aborted at once by another that begins", () => {
    const { engine, generations } = begun("a█");
    generations.begin(cursorAt("b█"), plain("y"), uncut);
    assert.equal(engine.aborted, true);
  });

  it("ends by itself when it has written enough", async () => {
    const engine = new HandEngine();
    const ongoing = createGenerations(engine).begin(cursorAt("a█"), plain("x"), {
      cut: (text) => ({ text, complete: text.length >= 3 }),
    });
    await engine.write("ab");
    assert.equal(ongoing.end, undefined);
    await engine.write("c");
    assert.equal(engine.aborted, true);
    assert.equal(ongoing.text, "abc");
    assert.deepEqual(ongoing.end, { stopReason: "length" });
  });
});

describe("the pieces that are left after typing along", () => {
  const pieces = [
    { text: "fo", confidence: 0.9 },
    { text: "o(", confidence: 0.5 },
    { text: "", confidence: 0.4 },
    { text: "bar", confidence: 0.2 },
  ];
  const rows: [typed: string, left: { text: string; confidence?: number }[]][] = [
    ["", pieces],
    ["fo", pieces.slice(1)],
    ["foo", [{ text: "(" }, ...pieces.slice(2)]],
    ["foo(bar", []],
  ];
  for (const [typed, left] of rows)
    it(`are known behind ${JSON.stringify(typed)}`, () => {
      assert.deepEqual(piecesAfter(pieces, typed), left);
    });
});
