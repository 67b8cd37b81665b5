import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { scratchFolder } from "../helpers/scratch.ts";
import { startServer } from "../helpers/servers.ts";
import { soak } from "../helpers/soak.ts";

describe("a thousand keystrokes", () => {
  const folder = scratchFolder();

  it("leave no request open, and hardly more memory than the first few hundred", async () => {
    const server = await startServer(folder.write("random.gguf", randomModel({ seed: 5 })), {
      options: { rules: {} },
    });
    try {
      await server.settled();
      const readings = await soak(server, { keys: 1_000, every: 250 });
      for (const { keys, open } of readings) assert.equal(open, 0, `after ${keys} keys`);
      const [, early] = readings;
      const late = readings.at(-1);
      assert.ok(early && late && late.rssMb < early.rssMb + 40, JSON.stringify(readings));
    } finally {
      await server.close();
    }
  }).timeout(90_000);
});
