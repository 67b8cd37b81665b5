import { readdirSync, readFileSync } from "node:fs";

/** What a process has taken so far; NaN where the system does not tell. */
export interface Usage {
  /** The most resident memory at any time. */
  peakMb: number;
  cpuSeconds: number;
}

/** Reads what a process has taken, from Linux's /proc. */
export function usageOf(pid: number): Usage {
  const status = read(`/proc/${pid}/status`);
  const peak = /VmHWM:\s+(\d+)/.exec(status)?.[1];
  // User and system time stand behind the name, which may hold anything, in hundredths of a second.
  const times = read(`/proc/${pid}/stat`).split(") ").at(-1)?.split(" ") ?? [];
  return {
    peakMb: Number(peak ?? Number.NaN) / 1024,
    cpuSeconds: (Number(times[11]) + Number(times[12])) / 100,
  };
}

/** The child of a process that runs this file; undefined where there is none, or nobody knows. */
export function childOf(pid: number, file: string): number | undefined {
  let entries: string[] = [];
  try {
    entries = readdirSync("/proc");
  } catch {
    return undefined;
  }
  return entries
    .map(Number)
    .filter((each) => each > 0)
    .find((each) => {
      const parent = read(`/proc/${each}/stat`).split(") ").at(-1)?.split(" ")[1];
      return Number(parent) === pid && read(`/proc/${each}/cmdline`).includes(file);
    });
}

function read(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}
