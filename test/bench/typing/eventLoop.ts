import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** What an event loop did while it was watched, in milliseconds. */
export interface LoopSeen {
  /** How late a timer of 1 ms came, by quantile; the process may have been kept from the processor. */
  p50: number;
  p99: number;
  longest: number;
  /** Most processor time between two ticks of 1 ms: a block that no other process can have caused. */
  longestCpuMs: number;
  /** Processor time of the whole process. */
  cpuMs: number;
}

/** Watches the event loop of the server, and for comparison that of a process that does nothing. */
export interface LoopWatch {
  /** For the start of the server that is to be watched, as is its environment. */
  readonly nodeArguments: readonly string[];
  begin(pid: number): void;
  /** To be called after the server has ended. */
  read(): Promise<{ server: LoopSeen; idle: LoopSeen }>;
}

const preload = ["--import", resolve("test/bench/typing/eventLoop.mjs")];

/** Prepares the watch. It changes this process's environment, which the server inherits. */
export function createLoopWatch(): LoopWatch {
  const folder = mkdtempSync(join(tmpdir(), "ingle-loop-"));
  const file = (name: string): string => join(folder, `${name}.json`);
  const idle = spawn(
    process.execPath,
    [
      ...preload,
      "-e",
      "setInterval(() => {}, 1e6); process.stdin.resume().on('end', () => process.exit())",
    ],
    {
      stdio: ["pipe", "ignore", "inherit"],
      env: { ...process.env, BENCH_EVENT_LOOP: file("idle") },
    },
  );
  idle.stdin.on("error", () => {});
  process.env.BENCH_EVENT_LOOP = file("server");
  const seen = (name: string): LoopSeen => JSON.parse(readFileSync(file(name), "utf8"));
  return {
    nodeArguments: preload,
    begin(pid) {
      process.kill(pid, "SIGUSR2");
      idle.kill("SIGUSR2");
    },
    async read() {
      const ended = new Promise((done) => idle.once("exit", done));
      idle.stdin.end();
      await ended;
      try {
        return { server: seen("server"), idle: seen("idle") };
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
