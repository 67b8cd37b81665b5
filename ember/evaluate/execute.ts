import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Case } from "./cases.ts";
import { firstLine } from "./score.ts";

const limitMs = 3_000;

/** Whether the case's program passes its tests with this answer, which counts up to its first line end. */
export function passes(each: Case, answer: string): Promise<boolean> {
  return endsWell(`${each.prefix}${firstLine(answer)}${each.suffix}\n${each.tests ?? ""}`);
}

/** Whether Python runs a program to a good end, in an empty folder of its own and within three seconds. */
export async function endsWell(program: string): Promise<boolean> {
  const folder = mkdtempSync(join(tmpdir(), "ingle-execute-"));
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
