/**
 * Types 20 000 keys into the server and prints its memory: `npm run soak -- [--keys N] [--model GGUF]`.
 * Ends with code 1 where a request stayed open.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { startClient } from "../../server/cli/client.ts";
import { randomModel } from "../helpers/gguf/randomModel.ts";
import { soak } from "../helpers/soak.ts";
import { printTable } from "./table.ts";

const { values } = parseArgs({
  options: { keys: { type: "string", default: "20000" }, model: { type: "string" } },
});
const folder = mkdtempSync(join(tmpdir(), "ingle-soak-"));
const random = join(folder, "random.gguf");
writeFileSync(random, randomModel({ seed: 5 }));
const client = await startClient({
  server: resolve("dist/server.js"),
  folder: process.cwd(),
  initializationOptions: {
    model: { path: values.model ? resolve(values.model) : random },
    engine: { gpu: "off" },
  },
});
try {
  await client.settled();
  const keys = Number(values.keys);
  const readings = await soak(client, { keys, every: Math.max(250, Math.floor(keys / 20)) });
  printTable(
    ["keys", "server MB", "open requests"],
    readings.map((each) => [String(each.keys), each.rssMb.toFixed(1), String(each.open)]),
  );
  if (readings.some(({ open }) => open > 0)) process.exitCode = 1;
} finally {
  await client.close();
  rmSync(folder, { recursive: true, force: true });
}
