import { appendFile, mkdir, open, readFile, rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { Happening } from "./conversation.ts";

/**
 * What happens in one conversation, a line each, in a file that is only ever added to: whoever dies
 * over it loses at most the line in hand.
 */
export interface Journal {
  /** Everything that can be read; a line that was written by halves is not there. */
  read(): Promise<Happening[]>;
  /** Resolves when it is on disk. */
  append(...happenings: readonly Happening[]): Promise<void>;
  remove(): Promise<void>;
}

/** Opens the journal in the file `path`, which need not be there. */
export function openJournal(path: string): Journal {
  let last: Promise<void> = Promise.resolve();
  let whole = false;

  /** A line that was written by halves must not take the next one with it. */
  async function beginning(): Promise<string> {
    if (whole) return "";
    whole = true;
    await mkdir(dirname(path), { recursive: true });
    return (await endsInLine(path)) ? "" : "\n";
  }

  return {
    async read() {
      const text = await readFile(path, "utf8").catch(() => "");
      return text.split("\n").flatMap((line) => parsed(line) ?? []);
    },
    append(...happenings) {
      const lines = happenings.map((each) => `${JSON.stringify(each)}\n`).join("");
      last = last.catch(() => {}).then(async () => appendFile(path, (await beginning()) + lines));
      return last;
    },
    async remove() {
      await last.catch(() => {});
      await rm(path, { force: true });
    },
  };
}

async function endsInLine(path: string): Promise<boolean> {
  const file = await open(path, "r").catch(() => undefined);
  if (!file) return true;
  try {
    const { size } = await file.stat();
    if (size === 0) return true;
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
    return buffer[0] === 10;
  } finally {
    await file.close();
  }
}

function parsed(line: string): Happening | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isHappening(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether a line says something: a file may be damaged, or of another version of Ingle. */
function isHappening(value: unknown): value is Happening {
  if (typeof value !== "object" || value === null) return false;
  const { kind, message, title, text, fields } = value as Record<string, unknown>;
  switch (kind) {
    case "begin":
    case "title":
      return typeof title === "string";
    case "shown":
      return typeof message === "string";
    case "piece":
      return typeof message === "string" && typeof text === "string";
    case "answer":
      return typeof message === "string" && typeof fields === "object" && fields !== null;
    case "message": {
      const { id, role, text: words } = (message ?? {}) as Record<string, unknown>;
      const known = role === "user" || role === "assistant";
      return typeof id === "string" && known && typeof words === "string";
    }
    default:
      return false;
  }
}
