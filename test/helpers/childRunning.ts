import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";

/** The process that runs this file below the one that asks: another Ingle may run on the machine. */
export function childRunning(file: string): number {
  const lines = execFileSync("ps", ["-eo", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  const rows = lines.flatMap((line) => {
    const [, pid, parent, args = ""] = /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line) ?? [];
    return pid ? [{ pid: Number(pid), parent: Number(parent), args }] : [];
  });
  const below = new Set([process.pid]);
  // A child may stand before its parent in the list: once for each generation.
  for (let generation = 0; generation < 6; generation += 1)
    for (const { pid, parent } of rows) if (below.has(parent)) below.add(pid);
  const row = rows.find(({ pid, args }) => below.has(pid) && args.includes(`/${file}`));
  assert.ok(row, `no process runs ${file}`);
  return row.pid;
}
