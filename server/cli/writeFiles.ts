import { randomUUID } from "node:crypto";
import {
  access,
  chmod,
  chown,
  constants,
  mkdir,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** What a file is to say; `before` is what it says now, undefined: there is none. */
export interface FileToWrite {
  path: string;
  before: Buffer | undefined;
  after: Buffer;
}

/** Why a file cannot be written: a whole sentence, or undefined where it can be. */
export async function whyNotWritable(path: string): Promise<string | undefined> {
  try {
    await access(path, constants.W_OK);
    return undefined;
  } catch (error) {
    return `${path} cannot be written (${codeOf(error)}). Make it writable, or leave out --apply.`;
  }
}

/**
 * Writes all files or none; each is replaced in one step and keeps its mode. Resolves to a whole sentence
 * where nothing was written: a file says something else than `before` by now, or cannot be written.
 */
export async function writeFiles(files: readonly FileToWrite[]): Promise<string | undefined> {
  const prepared: { file: FileToWrite; target: string; beside: string }[] = [];
  const written: typeof prepared = [];
  try {
    for (const file of files) {
      const why = await changed(file);
      if (why !== undefined) return why;
      const refused = file.before === undefined ? undefined : await whyNotWritable(file.path);
      if (refused !== undefined) return refused;
      prepared.push(await prepare(file));
    }
    for (const each of prepared) {
      await rename(each.beside, each.target);
      written.push(each);
    }
    return undefined;
  } catch (error) {
    for (const { file, target } of written)
      if (file.before === undefined) await rm(target, { force: true });
      else await writeFile(target, file.before);
    return `Nothing was written (${codeOf(error)}).`;
  } finally {
    for (const { beside } of prepared) await rm(beside, { force: true });
  }
}

/** Puts the new text beside its file, so that one step takes its place. */
async function prepare(file: FileToWrite) {
  // A link stays one; what it leads to is replaced.
  const target = file.before === undefined ? file.path : await realpath(file.path);
  await mkdir(dirname(target), { recursive: true });
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}`);
  await writeFile(beside, file.after, { flag: "wx" });
  if (file.before !== undefined) {
    const { mode, uid, gid } = await stat(target);
    await chmod(beside, mode);
    // Only the system's own user may give a file to somebody else.
    await chown(beside, uid, gid).catch(() => {});
  }
  return { file, target, beside };
}

async function changed({ path, before }: FileToWrite): Promise<string | undefined> {
  const now = await readFile(path).catch(() => undefined);
  if (before === undefined ? now === undefined : now?.equals(before)) return undefined;
  return before === undefined
    ? `${path} is there by now. Nothing was written.`
    : `${path} was changed in the meantime. Nothing was written; ask again.`;
}

function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
