import { readdir, readFile } from "node:fs/promises";

/**
 * Kills every language server of the packages that are installed below `scratch`: a window that was
 * closed or reloaded just before may still have one.
 */
export const killServers = (scratch: string) => signalServers(scratch, "SIGKILL");

/** Stops the same servers where they are, so that they hear nothing more. */
export const freezeServers = (scratch: string) => signalServers(scratch, "SIGSTOP");

async function signalServers(scratch: string, signal: "SIGKILL" | "SIGSTOP"): Promise<void> {
  let reached = 0;
  for (const id of await readdir("/proc")) {
    if (!/^\d+$/.test(id)) continue;
    const line = await readFile(`/proc/${id}/cmdline`, "utf8").catch(() => "");
    if (!line.includes(`${scratch}/extensions`) || !line.includes("dist/server.js")) continue;
    process.kill(Number(id), signal);
    reached += 1;
  }
  if (reached === 0) throw new Error("no language server runs");
}
