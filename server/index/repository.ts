import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** Whether a folder lies in a git repository, which says by its ignore files what a build makes. */
export function isInRepository(folder: string): boolean {
  if (existsSync(join(folder, ".git"))) return true;
  const parent = dirname(folder);
  return parent !== folder && isInRepository(parent);
}
