import { readdir, readFile } from "node:fs/promises";

/** Kills the language server of the workbench whose scratch folder this is; resolves to its id. */
export async function killServer(scratch: string): Promise<number> {
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    const line = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    if (!line.includes(`${scratch}/extensions`) || !line.includes("dist/server.js")) continue;
    process.kill(Number(id), "SIGKILL");
    return Number(id);
  }
  throw new Error("no language server runs");
}
