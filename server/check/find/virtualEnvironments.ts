import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place.ts";

const programs = process.platform === "win32" ? "Scripts" : "bin";

/** The folders of programs in a project's virtual environments of Python. */
export function virtualEnvironments({ root, workspace }: Place): string[] {
  return [".venv", "venv", "env"]
    .flatMap((name) => [join(root, name, programs), join(workspace, name, programs)])
    .filter((folder) => existsSync(folder));
}
