import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import { firstLine } from "./score.ts";

const limitMs = 3_000;

/**
 * Whether the case's program passes its tests with this answer, run by Python in an empty folder
 * for at most three seconds. The answer counts up to its first line end: one line was asked for.
 */
export async function passes(each: Case, answer: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "ingle-execute-"));
  const program = `${each.prefix}${firstLine(answer)}${each.suffix}\n${each.tests ?? ""}`;
  try {
    return await new Promise<boolean>((resolve) => {
      const child = spawn("python3", ["-I", "-"], {
        cwd: folder,
        stdio: ["pipe", "ignore", "ignore"],
        timeout: limitMs,
        killSignal: "SIGKILL",
      });
      child.once("error", () => resolve(false));
      child.once("close", (code) => resolve(code === 0));
      child.stdin.on("error", () => {});
      child.stdin.end(program);
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
