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
    await are(["no model", "no model"]);
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
    await are([ADDRESS, "no model"]);
    await screenshot(page, "search-models-chosen");
    await pick(page, "Find by meaning");
    await pick(page, "No model");
    await are(["no model", "no model"]);
  });

  /** The choice is open when it says so; what was chosen just before may take a moment to be there. */
  async function are(models: readonly string[]): Promise<void> {
    await eventually(chosen, (found) => found.join() === models.join(), {
      what: `the models were not ${models}`,
    });
  }

  /** Opens the choice, and says which model each row has. */
  async function chosen(): Promise<string[]> {
    await suite.page.keyboard.press("Escape");
    await runCommand(suite.page, COMMAND);
    const rows = await readRows(suite.page);
    return rows.map((row) => /no model|http:\S+/.exec(row)?.[0] ?? row);
  }
});
