import { readdir, readFile } from "node:fs/promises";

/**
 * Kills every language server of the packages that are installed below `scratch`: a window that was
 * closed or reloaded just before may still have one.
 */
export async function killServers(scratch: string): Promise<void> {
  let killed = 0;
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    const line = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    if (!line.includes(`${scratch}/extensions`) || !line.includes("dist/server.js")) continue;
    process.kill(Number(id), "SIGKILL");
    killed += 1;
  }
  if (killed === 0) throw new Error("no language server runs");
}
