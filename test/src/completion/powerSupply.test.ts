import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "mocha";
import { isOnBattery } from "../../../src/completion/powerSupply.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

type Supply = Record<string, string>;

const draining: Supply = { type: "Battery", status: "Discharging" };
const charger: Supply = { type: "Mains", online: "1" };
const mouse: Supply = { type: "Battery", scope: "Device", status: "Discharging" };

/** What lies in the folder, and whether the machine runs on its battery. */
const rows: [name: string, supplies: Record<string, Supply>, onBattery: boolean][] = [
  ["nothing at all", {}, false],
  ["a battery alone", { BAT0: draining }, true],
  ["an unplugged charger", { AC: { ...charger, online: "0" }, BAT0: draining }, true],
  ["a charger", { AC: charger, BAT0: { ...draining, status: "Charging" } }, false],
  ["a charger that is too weak", { AC: charger, BAT0: draining }, false],
  ["a USB charger", { "ucsi-1": { type: "USB", online: "1" }, BAT0: draining }, false],
  ["a full battery", { BAT0: { ...draining, status: "Full" } }, false],
  ["one of two batteries", { BAT0: { ...draining, status: "Full" }, BAT1: draining }, true],
  ["a desktop with a mouse", { hidpp_battery_0: mouse }, false],
  ["a battery that says nothing", { BAT0: { type: "Battery" } }, false],
];

describe("isOnBattery", () => {
  const folder = scratchFolder();
  for (const [index, [name, supplies, onBattery]] of rows.entries())
    it(`is ${onBattery} with ${name}`, async () => {
      const root = join(folder.path, String(index));
      mkdirSync(root);
      for (const [supply, files] of Object.entries(supplies)) {
        mkdirSync(join(root, supply));
        for (const [file, text] of Object.entries(files))
          writeFileSync(join(root, supply, file), `${text}\n`);
      }
      assert.equal(await isOnBattery(root), onBattery);
    });

  it("is false where there is no such folder", async () => {
    assert.equal(await isOnBattery(join(folder.path, "nowhere")), false);
  });
});
