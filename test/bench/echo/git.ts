import { execFileSync, spawn } from "node:child_process";
import { createInterface } from "node:readline";

/** What the bench asks of a git repository; a bare one will do. */
export interface Repository {
  /** The output of a command, at once. An error where git fails. */
  run(...args: string[]): string;
  /** The lines of a command's output as they come. */
  lines(...args: string[]): AsyncIterable<string>;
  /**
   * The text of each object by its name (`commit:path` or an id), undefined where there is none; all
   * through one process.
   */
  read(names: readonly string[]): Promise<(string | undefined)[]>;
  /** Ends that process. */
  close(): void;
}

/** Opens the repository in a folder. */
export function openRepository(folder: string): Repository {
  const git = ["-C", folder, "-c", "core.quotePath=off"];
  let objects: Objects | undefined;
  return {
    run: (...args) =>
      execFileSync("git", [...git, ...args], {
        encoding: "utf8",
        maxBuffer: 1 << 29,
        stdio: ["ignore", "pipe", "inherit"],
      }),
    lines(...args) {
      const child = spawn("git", [...git, ...args], { stdio: ["ignore", "pipe", "inherit"] });
      return createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
    },
    read(names) {
      objects ??= startObjects(git);
      return objects.read(names);
    },
    close: () => objects?.close(),
  };
}

interface Objects {
  read(names: readonly string[]): Promise<(string | undefined)[]>;
  close(): void;
}

/** `git cat-file --batch`: a header line for each name, then its bytes and a line end. */
function startObjects(git: readonly string[]): Objects {
  const child = spawn("git", [...git, "cat-file", "--batch"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const chunks = child.stdout[Symbol.asyncIterator]();
  let buffer = Buffer.alloc(0);
  const more = async (): Promise<void> => {
    const { done, value } = await chunks.next();
    if (done) throw new Error("git cat-file ended early");
    buffer = Buffer.concat([buffer, value]);
  };
  const take = async (length: number): Promise<Buffer> => {
    if (buffer.length < length) {
      const parts = [buffer];
      let have = buffer.length;
      while (have < length) {
        buffer = Buffer.alloc(0);
        await more();
        parts.push(buffer);
        have += buffer.length;
      }
      buffer = Buffer.concat(parts);
    }
    const taken = buffer.subarray(0, length);
    buffer = buffer.subarray(length);
    return taken;
  };
  const header = async (): Promise<string> => {
    let end = buffer.indexOf(10);
    while (end < 0) {
      await more();
      end = buffer.indexOf(10);
    }
    return (await take(end + 1)).toString("utf8").trimEnd();
  };
  const one = async (): Promise<string | undefined> => {
    const size = / blob (\d+)$/.exec(await header())?.[1];
    if (size === undefined) return undefined;
    const bytes = await take(Number(size) + 1);
    return bytes.toString("utf8", 0, Number(size));
  };
  return {
    async read(names) {
      // Written all at once: Node buffers what git does not take yet.
      child.stdin.write(names.map((name) => `${name}\n`).join(""));
      const texts: (string | undefined)[] = [];
      for (const _ of names) texts.push(await one());
      return texts;
    },
    close: () => child.stdin.end(),
  };
}
