import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";

/** Where Linux tells of batteries and chargers. */
export const powerSupplies = "/sys/class/power_supply";

/**
 * Whether this machine runs on its battery, as the folder says: a battery of the machine itself is
 * being discharged and nothing charges it. False too where that cannot be known.
 */
export async function isOnBattery(folder: string = powerSupplies): Promise<boolean> {
  const names = await readdir(folder).catch(() => []);
  const supplies = await Promise.all(names.map((name) => supplyIn(join(folder, name))));
  const powered = supplies.some(({ type, online }) => type !== "Battery" && online === "1");
  // A mouse has a battery too; the kernel gives it the scope of a device.
  const draining = supplies.some(
    ({ type, scope, status }) =>
      type === "Battery" && scope !== "Device" && status === "Discharging",
  );
  return draining && !powered;
}

async function supplyIn(
  folder: string,
): Promise<{ type: string; online: string; status: string; scope: string }> {
  const read = async (name: string): Promise<string> =>
    (await readFile(join(folder, name), "utf8").catch(() => "")).trim();
  const [type, online, status, scope] = await Promise.all([
    read("type"),
    read("online"),
    read("status"),
    read("scope"),
  ]);
  return { type, online, status, scope };
}
