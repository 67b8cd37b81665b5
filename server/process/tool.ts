import { type ChildProcessByStdio, spawn, spawnSync } from "node:child_process";
import type { Readable, Writable } from "node:stream";
import { describe } from "./child.ts";
import type { Reaper } from "./reaper.ts";

/** How a program that is not ours is started. */
export interface Command {
  /** Absolute path of what is run. */
  file: string;
  args: readonly string[];
  /** Absolute path of the folder it is started in. */
  folder: string;
  /** Added to the environment of this process; undefined takes a variable out. */
  environment: Readonly<Record<string, string | undefined>>;
}

/** How a program ended, in a clause, and the last line it wrote to its standard error. */
export interface ToolEnding {
  clause: string;
  lastWords: string;
}

/** A running program that is not ours; what it has started ends with it. */
export interface Tool {
  readonly input: Writable;
  readonly output: Readable;
  /** Resolves when it has ended, or could not be started. Never rejects. */
  readonly ended: Promise<ToolEnding>;
  /** Ends it and all that it has started, at once; `why` is the clause of its ending. */
  kill(why: string): void;
}

/** After a program has ended, what it wrote last is read for so long. */
const streamsMs = 500;

const live = new Set<number>();
process.once("exit", () => {
  for (const pid of live) killGroup(pid);
});

/** Starts a program over standard input and output. `reaper` ends it when this process is killed. */
export function startTool(command: Command, reaper: Reaper): Tool {
  const { file, args, folder, environment } = command;
  const child: ChildProcessByStdio<Writable, Readable, Readable> = spawn(file, args, {
    cwd: folder,
    env: { ...process.env, ...environment },
    stdio: ["pipe", "pipe", "pipe"],
    // A group of its own: what it starts can be ended with it.
    detached: process.platform !== "win32",
    windowsHide: true,
  });
  const { pid } = child;
  if (pid !== undefined) {
    live.add(pid);
    reaper.watch(pid);
  }
  let lastWords = "";
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text: string) => {
    const lines = text.split("\n").filter((line) => line.trim() !== "");
    lastWords = lines.at(-1)?.trim().slice(0, 300) ?? lastWords;
  });
  // A write to a program that has just ended is no bug of ours.
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on("error", () => {});

  let killedFor: string | undefined;
  const ended = new Promise<ToolEnding>((resolve) => {
    const end = (clause: string): void => resolve({ clause: killedFor ?? clause, lastWords });
    child.once("error", (error) => end(`it could not be started (${error.message})`));
    child.once("exit", (code, signal) => {
      const clause = describe(code, signal);
      if (pid !== undefined) {
        // What it has started may still live.
        killGroup(pid);
        live.delete(pid);
        reaper.release(pid);
      }
      child.once("close", () => end(clause));
      // Something may hold its streams open.
      setTimeout(() => end(clause), streamsMs).unref();
    });
  });

  return {
    input: child.stdin,
    output: child.stdout,
    ended,
    kill(why) {
      killedFor ??= why;
      if (pid !== undefined && child.exitCode === null && child.signalCode === null) killGroup(pid);
    },
  };
}

function killGroup(pid: number): void {
  try {
    if (process.platform === "win32")
      spawnSync("taskkill", ["/pid", String(pid), "/T", "/F"], { windowsHide: true });
    else process.kill(-pid, "SIGKILL");
  } catch {
    // It has ended by itself.
  }
}
