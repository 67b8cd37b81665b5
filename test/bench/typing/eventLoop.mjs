/**
 * Loaded into a process by `--import`: from SIGUSR2 on it watches the event loop, and writes what it
 * saw, in milliseconds, to the file named by BENCH_EVENT_LOOP when the process ends.
 */
import { writeFileSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

const delays = monitorEventLoopDelay({ resolution: 1 });
let began = process.cpuUsage();
let last = 0;
let longestCpuMs = 0;

process.on("SIGUSR2", () => {
  delays.enable();
  began = process.cpuUsage();
  last = 0;
  setInterval(() => {
    const now = cpuMs();
    longestCpuMs = Math.max(longestCpuMs, now - last);
    last = now;
  }, 1).unref();
});

process.on("exit", () => {
  const { BENCH_EVENT_LOOP: file } = process.env;
  if (!file) return;
  const ms = (/** @type {number} */ nanoseconds) => nanoseconds / 1e6;
  const seen = {
    p50: ms(delays.percentile(50)),
    p99: ms(delays.percentile(99)),
    longest: ms(delays.max),
    longestCpuMs,
    cpuMs: cpuMs(),
  };
  writeFileSync(file, JSON.stringify(seen));
});

/** Processor time of the whole process since the watch began. */
function cpuMs() {
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1000;
}
