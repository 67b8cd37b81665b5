import assert from "node:assert/strict";
import * as vscode from "vscode";

describe("The editor that these tests run in", () => {
  it("is at least the oldest VS Code that Ingle supports", () => {
    const [, minor = 0] = vscode.version.split(".").map(Number);
    assert.ok(minor >= 104, vscode.version);
  });

  it("refuses a proposed API, as a stock VS Code does", () => {
    const { lm } = vscode as unknown as {
      lm: { registerEmbeddingsProvider: (model: string, provider: object) => unknown };
    };
    assert.throws(() => lm.registerEmbeddingsProvider("none", {}), /CANNOT use API proposal/);
  });
});
