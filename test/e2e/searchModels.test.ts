import assert from "node:assert/strict";
import { eventually } from "./driver/eventually.ts";
import { answer, pick, readQuickInputMessage, readRows, runCommand } from "./driver/quickInput.ts";
import { screenshot } from "./driver/screenshot.ts";
import { workbenchSuite } from "./driver/suite.ts";

const COMMAND = "Ingle: Choose Models for Search…";
const ADDRESS = "http://127.0.0.1:18081";

describe("Models for search", function () {
  this.timeout(60_000);
  const suite = workbenchSuite([]);

  it("are none at first; a server on this machine can be one, no other machine can", async () => {
    const { page } = suite;
    assert.deepEqual(await chosen(), ["no model", "no model"]);
    await screenshot(page, "search-models");
    await pick(page, "Find by meaning");
    await pick(page, "A server on this machine");
    await answer(page, "http://example.com");
    await eventually(
      () => readQuickInputMessage(page),
      (message) => message.includes("For example http://127.0.0.1"),
      { what: "an address far away was not refused" },
    );
    await answer(page, ADDRESS);
    // The address is looked at before it is taken.
    await page.locator(".quick-input-widget").waitFor({ state: "hidden" });
    assert.deepEqual(await chosen(), [ADDRESS, "no model"]);
    await screenshot(page, "search-models-chosen");
    await pick(page, "Find by meaning");
    await pick(page, "No model");
    assert.deepEqual(await chosen(), ["no model", "no model"]);
  });

  /** Opens the choice, and says which model each row has. */
  async function chosen(): Promise<string[]> {
    await runCommand(suite.page, COMMAND);
    const rows = await readRows(suite.page);
    return rows.map((row) => /no model|http:\S+/.exec(row)?.[0] ?? row);
  }
});
