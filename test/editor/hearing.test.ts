import assert from "node:assert/strict";
import * as vscode from "vscode";
import { createHearing } from "../../src/hearing.ts";

describe("what the server tells", () => {
  it("is heard by all who listen, as long as they do", () => {
    const registered: [string, (params: unknown) => void][] = [];
    let ended = 0;
    const hearing = createHearing({
      onNotification(notification, listener) {
        registered.push([notification, listener]);
        return new vscode.Disposable(() => {
          ended += 1;
        });
      },
    });
    const heard: string[] = [];
    const first = hearing.hear<string>("a", (text) => heard.push(`first ${text}`));
    hearing.hear<string>("a", (text) => heard.push(`second ${text}`));
    hearing.hear<string>("b", (text) => heard.push(`other ${text}`));
    assert.deepEqual(
      registered.map(([notification]) => notification),
      ["a", "b"],
    );
    registered[0]?.[1]("1");
    first.dispose();
    registered[0]?.[1]("2");
    assert.deepEqual(heard, ["first 1", "second 1", "second 2"]);
    hearing.dispose();
    assert.equal(ended, 2);
  });
});
