import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createEventStream } from "../../../server/engine/stream.ts";

const piece = { kind: "piece", text: "a" } as const;
const end = { kind: "end", stopReason: "end-of-text" } as const;

describe("an event stream", () => {
  it("gives what was put in, before and after it is read, and nothing after the end", async () => {
    const stream = createEventStream(() => assert.fail("it was read to its end"));
    stream.put(piece);
    const read: string[] = [];
    setTimeout(() => {
      stream.put(piece);
      stream.put(end);
      stream.put(piece);
    }, 1);
    for await (const event of stream) read.push(event.kind);
    assert.deepEqual(read, ["piece", "piece", "end"]);
  });

  it("tells when its reader leaves early", async () => {
    let left = 0;
    const stream = createEventStream(() => {
      left += 1;
    });
    stream.put(piece);
    for await (const event of stream) if (event.kind === "piece") break;
    assert.equal(left, 1);
  });
});
