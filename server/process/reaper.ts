import { spawn } from "node:child_process";
import type { Socket } from "node:net";

/** Ends programs that outlive this process, also when this process is killed. */
export interface Reaper {
  watch(pid: number): void;
  release(pid: number): void;
}

/**
 * Creates a reaper whose own process is started with the first program that it watches. `entry` is the
 * bundle of reaperProcess.ts; it hears that this process has ended by the end of its standard input.
 */
export function createReaper(entry: string): Reaper {
  let input: Socket | undefined;

  function tell(line: string): void {
    input ??= start(entry);
    input?.write(`${line}\n`);
  }

  return {
    watch: (pid) => tell(`watch ${pid}`),
    release: (pid) => tell(`release ${pid}`),
  };
}

function start(entry: string): Socket {
  const child = spawn(process.execPath, [entry], {
    stdio: ["pipe", "ignore", "ignore"],
    // Where the editor's program is Electron, this has it be Node; elsewhere it means nothing.
    env: { ...process.env, ELECTRON_RUN_AS_NODE: "1" },
    // In a group of its own: what kills this process's group must not kill it too.
    detached: true,
    windowsHide: true,
  });
  child.on("error", () => {});
  child.unref();
  const input = child.stdin as Socket;
  input.on("error", () => {});
  input.unref();
  return input;
}
