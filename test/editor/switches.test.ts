import assert from "node:assert/strict";
import * as vscode from "vscode";
import { batteryRule, createBattery } from "../../src/completion/battery.ts";
import { copilotSuggests } from "../../src/completion/besideCopilot.ts";
import { createRuleChanges } from "../../src/completion/ruleChanges.ts";

/** A memento that lasts as long as the test. */
function memory(): vscode.Memento {
  const kept = new Map<string, unknown>();
  return {
    keys: () => [...kept.keys()],
    get: <T>(key: string, fallback?: T) => (kept.has(key) ? kept.get(key) : fallback) as T,
    async update(key, value) {
      if (value === undefined) kept.delete(key);
      else kept.set(key, value);
    },
  };
}

describe("the changes of the rules", () => {
  it("are told, remembered, given back one by one, and reset", async () => {
    const state = memory();
    const rules = createRuleChanges(state);
    let told = 0;
    rules.onDidChange(() => {
      told += 1;
    });
    await rules.set("comments", true);
    await rules.set("repeats the next line", false);
    assert.deepEqual(createRuleChanges(state).all, {
      comments: true,
      "repeats the next line": false,
    });
    await rules.set("comments", undefined);
    assert.deepEqual(rules.all, { "repeats the next line": false });
    await rules.reset();
    assert.deepEqual(rules.all, {});
    assert.deepEqual(state.keys(), []);
    assert.equal(told, 4);
  });
});

describe("the battery", () => {
  it("is looked at only while its rule is on, and pauses only on battery", async () => {
    const rules = createRuleChanges(memory());
    let looks = 0;
    const battery = createBattery(rules, async () => {
      looks += 1;
      return true;
    });
    await settled();
    assert.deepEqual([battery.pauses, looks], [false, 0]);
    await rules.set(batteryRule, true);
    await settled();
    assert.deepEqual([battery.pauses, looks], [true, 1]);
    await rules.reset();
    await settled();
    assert.deepEqual([battery.pauses, looks], [false, 1]);
    battery.dispose();
  });
});

describe("copilotSuggests", () => {
  const rows: [name: string, active: boolean, enabled: Record<string, boolean>, is: boolean][] = [
    ["it is not there", false, { "*": true }, false],
    ["it is on everywhere", true, { "*": true }, true],
    ["it has no setting", true, {}, true],
    ["it is off everywhere", true, { "*": false }, false],
    ["it is off in this language", true, { "*": true, python: false }, false],
    ["it is on in this language alone", true, { "*": false, python: true }, true],
  ];
  for (const [name, active, enabled, is] of rows)
    it(`is ${is} when ${name}`, () => {
      const signs = {
        active: () => active,
        enabled: () => enabled,
        languageId: () => "python",
      };
      assert.equal(copilotSuggests(signs), is);
    });
});

describe("the view Why no suggestion?", () => {
  it("is opened by its command, on stable API alone", async () => {
    await vscode.extensions.getExtension("ingle.ingle")?.activate();
    await vscode.commands.executeCommand("ingle.whyNoSuggestion");
  });
});

async function settled(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, 10));
}
