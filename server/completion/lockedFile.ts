import { mkdir, open, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { dirname } from "node:path";

/** How long another process is waited for, and how often it is looked whether it has finished. */
const patienceMs = 2_000;
const lookEveryMs = 15;
/** A change takes milliseconds: whoever has held the file for so long has died over it. */
const abandonedAfterMs = 10_000;

/**
 * Changes a text file that several processes may share: none sees it half written, and of two changes
 * at the same time the second builds on the first. `change` is given the text, or undefined where
 * there is no file; what it returns takes its place, and undefined takes the file away. Rejects where
 * the file cannot be written, or is in others' hands for two seconds.
 */
export async function changeLocked(
  path: string,
  change: (text: string | undefined) => string | undefined,
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const lock = `${path}.lock`;
  await take(lock);
  try {
    const next = change(await readFile(path, "utf8").catch(() => undefined));
    if (next === undefined) return await rm(path, { force: true });
    const half = `${path}.${process.pid}`;
    await writeFile(half, next);
    await rename(half, path);
  } finally {
    await rm(lock, { force: true });
  }
}

/** Creates the lock, which only one process can. */
async function take(lock: string): Promise<void> {
  for (let waited = 0; ; waited += lookEveryMs) {
    try {
      return await (await open(lock, "wx")).close();
    } catch (error) {
      // Windows says EPERM of a file that is just being deleted.
      const { code } = error as NodeJS.ErrnoException;
      if ((code !== "EEXIST" && code !== "EPERM") || waited >= patienceMs) throw error;
    }
    if (await isAbandoned(lock)) await rm(lock, { force: true });
    else await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

async function isAbandoned(lock: string): Promise<boolean> {
  const held = await stat(lock).catch(() => undefined);
  return held !== undefined && Date.now() - held.mtimeMs > abandonedAfterMs;
}
