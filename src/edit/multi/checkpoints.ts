import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";

/** The texts of some files as they were before an edit. */
export interface Checkpoint {
  id: string;
  /** Milliseconds since 1970. */
  at: number;
  /** What was done next, in a few words. */
  title: string;
  files: KeptFile[];
}

/** A file of a checkpoint. */
export interface KeptFile {
  uri: string;
  /** null: there was no such file. */
  before: string | null;
  /** {@link digestOf} what the edit left there; null: the file is gone by it. Unknown while it is made. */
  after?: string | null;
}

/** The checkpoints of one workspace, on the disk. */
export interface Checkpoints {
  /** Keeps one, and drops those that are too many; says in a sentence why it could not be kept. */
  keep(
    what: Pick<Checkpoint, "title" | "files">,
  ): Promise<{ kind: "kept"; checkpoint: Checkpoint } | { kind: "refused"; reason: string }>;
  /** Writes down what the edit has left. */
  complete(checkpoint: Checkpoint): Promise<void>;
  /** For an edit that did not take place. */
  drop(checkpoint: Checkpoint): Promise<void>;
  /** The newest first. What cannot be read is passed over. */
  list(): Promise<Checkpoint[]>;
}

/** So many are kept, and so many bytes of all of them together. */
const most = 20;
const usualBytes = 32 * 1024 * 1024;

/** Creates the checkpoints that lie in `folder`, which is made when it is needed. */
export function createCheckpoints({
  folder,
  mostBytes = usualBytes,
  now = Date.now,
}: {
  folder: string;
  mostBytes?: number;
  now?(): number;
}): Checkpoints {
  const fileOf = ({ id }: Pick<Checkpoint, "id">): string => path.join(folder, `${id}.json`);

  /** The names begin with the time, so that their order is that of the checkpoints. */
  async function names(): Promise<string[]> {
    const found = await readdir(folder).catch(() => []);
    return found
      .filter((name) => name.endsWith(".json"))
      .sort()
      .reverse();
  }

  async function write(checkpoint: Checkpoint): Promise<void> {
    const file = fileOf(checkpoint);
    await mkdir(folder, { recursive: true });
    await writeFile(`${file}.new`, JSON.stringify(checkpoint));
    await rename(`${file}.new`, file);
  }

  async function prune(): Promise<void> {
    let bytes = 0;
    for (const [at, name] of (await names()).entries()) {
      const file = path.join(folder, name);
      bytes += (await stat(file)).size;
      if (at >= most || (at > 0 && bytes > mostBytes)) await rm(file, { force: true });
    }
  }

  return {
    async keep({ title, files }) {
      const at = now();
      const checkpoint = {
        id: `${String(at).padStart(15, "0")}-${randomUUID()}`,
        at,
        title,
        files,
      };
      const bytes = files.reduce((sum, { before }) => sum + (before?.length ?? 0), 0);
      if (bytes > mostBytes)
        return { kind: "refused", reason: "The files are too large for a checkpoint." };
      try {
        await write(checkpoint);
        await prune();
        return { kind: "kept", checkpoint };
      } catch (error) {
        const why = error instanceof Error ? error.message : String(error);
        return { kind: "refused", reason: `The checkpoint could not be written: ${why}` };
      }
    },
    async complete(checkpoint) {
      // Without it nothing is lost but the word whether a file was changed since.
      await write(checkpoint).catch(() => {});
    },
    async drop(checkpoint) {
      await rm(fileOf(checkpoint), { force: true });
    },
    async list() {
      const read = (await names()).map(async (name) => {
        try {
          return checkpointIn(JSON.parse(await readFile(path.join(folder, name), "utf8")));
        } catch {
          return undefined;
        }
      });
      return (await Promise.all(read)).filter((each) => each !== undefined);
    },
  };
}

/** SHA-256 of a text, in hex; line ends count as LF. */
export function digestOf(text: string): string {
  return createHash("sha256").update(text.replaceAll(/\r\n?/g, "\n")).digest("hex");
}

function checkpointIn(value: unknown): Checkpoint | undefined {
  const { id, at, title, files } = (value ?? {}) as Partial<Checkpoint>;
  if (typeof id !== "string" || typeof at !== "number" || typeof title !== "string")
    return undefined;
  if (!Array.isArray(files) || !files.every(isKeptFile)) return undefined;
  return { id, at, title, files };
}

function isKeptFile(value: unknown): value is KeptFile {
  const { uri, before, after } = (value ?? {}) as Partial<KeptFile>;
  return (
    typeof uri === "string" &&
    (before === null || typeof before === "string") &&
    (after === undefined || after === null || typeof after === "string")
  );
}
