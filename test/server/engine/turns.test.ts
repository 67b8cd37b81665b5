import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createTurns } from "../../../server/engine/llama/turns.ts";

describe("the turns of an engine process", () => {
  it("go to typing before chat, and to chat when typing has left", async () => {
    const turns = createTurns();
    const order: string[] = [];
    const chat = turns.enter("chat");
    let release = (): void => {};
    const running = chat.take(() => new Promise<void>((done) => (release = done)));
    const waitingChat = chat.take(async () => void order.push("chat"));
    const typing = turns.enter("completion");
    const first = typing.take(async () => void order.push("typing"));
    await new Promise(setImmediate);
    release();
    await Promise.all([running, first]);
    await typing.take(async () => void order.push("typing again"));
    assert.deepEqual(order, ["typing", "typing again"]);
    typing.leave();
    await waitingChat;
    assert.deepEqual(order, ["typing", "typing again", "chat"]);
  });

  it("go to no chat while it is held, and to chat again then", async () => {
    const turns = createTurns();
    const order: string[] = [];
    turns.hold(true);
    const chat = turns.enter("chat").take(async () => void order.push("chat"));
    await new Promise(setImmediate);
    order.push("released");
    turns.hold(false);
    await chat;
    assert.deepEqual(order, ["released", "chat"]);
  });

  it("go on after work that failed", async () => {
    const turn = createTurns().enter("completion");
    await assert.rejects(
      turn.take(() => Promise.reject(new Error("decode"))),
      /decode/,
    );
    assert.equal(await turn.take(async () => 7), 7);
  });

  it("are given to one at a time", async () => {
    const turn = createTurns().enter("completion");
    let inside = 0;
    let most = 0;
    await Promise.all(
      Array.from({ length: 5 }, () =>
        turn.take(async () => {
          inside += 1;
          most = Math.max(most, inside);
          await Promise.resolve();
          inside -= 1;
        }),
      ),
    );
    assert.equal(most, 1);
  });
});
