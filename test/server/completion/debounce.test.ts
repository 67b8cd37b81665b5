import assert from "node:assert/strict";
import { type Clock, install } from "@sinonjs/fake-timers";
import { afterEach, beforeEach, describe, it } from "mocha";
import { debounceMs, pause } from "../../../server/completion/debounce.ts";

/** Milliseconds since the last request, what an answer is expected to take, and the wait. */
const rows: [name: string, since: number, expectedMs: number | undefined, wait: number][] = [
  ["nothing after a pause", 400, 500, 0],
  ["nothing for a quick engine", 40, 20, 0],
  ["nothing while the speed is not known", 40, undefined, 0],
  ["half of the answer in a burst", 40, 60, 30],
  ["never long", 40, 2_000, 75],
];

describe("the debounce", () => {
  let clock: Clock;
  beforeEach(() => {
    clock = install({ toFake: ["setTimeout", "clearTimeout"] });
  });
  afterEach(() => clock.uninstall());

  for (const [name, since, expectedMs, wait] of rows) {
    it(`waits ${name}`, () => assert.equal(debounceMs(since, { expectedMs }), wait));
  }

  it("ends when the request does", async () => {
    const abort = new AbortController();
    const waited = pause(50, abort.signal);
    abort.abort();
    await waited;
    assert.equal(clock.countTimers(), 0);
  });
});
