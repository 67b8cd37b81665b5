/**
 * A process of its own, which ends the programs named on its standard input once that input ends: the
 * process that started them is gone then, however it ended. Lines are `watch PID` and `release PID`.
 */
import { spawnSync } from "node:child_process";
import { createInterface } from "node:readline";

/** Well-behaved programs end by themselves when their own input ends. */
const graceMs = 500;

const watched = new Set<number>();
const lines = createInterface({ input: process.stdin });
lines.on("line", (line) => {
  const [what, number] = line.split(" ");
  const pid = Number(number);
  if (!Number.isSafeInteger(pid) || pid <= 1) return;
  if (what === "watch") watched.add(pid);
  else watched.delete(pid);
});
lines.on("close", () => {
  if (watched.size > 0) setTimeout(endAll, graceMs);
});

function endAll(): void {
  for (const pid of watched) {
    try {
      if (process.platform === "win32")
        spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { windowsHide: true });
      else process.kill(-pid, "SIGKILL");
    } catch {
      // It has ended by itself.
    }
  }
}
