import { spawn, spawnSync } from "node:child_process";
import { Stop } from "./stop.mjs";

const POSIX = process.platform !== "win32";
const GRACE_MS = 4000;
/** @type {Set<import("node:child_process").ChildProcess>} */
const running = new Set();
let watching = false;
let interrupted = false;
let interruptCode = 130;

/**
 * Starts a program that ends, with all that it started, when this process ends, however that comes.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import("node:child_process").SpawnOptions} [options]
 */
export function startChild(command, args, options = {}) {
  watchOwnEnd();
  // A group of its own lets one signal reach the grandchildren too: extension host, server, engine.
  const child = spawn(command, args, { ...options, detached: POSIX });
  running.add(child);
  const forget = () => running.delete(child);
  child.once("error", forget);
  child.once("exit", () => {
    signalGroup(child, "SIGTERM");
    forget();
  });
  return child;
}

/**
 * Runs a program to its end and returns what it wrote, or stops with the last lines of that.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, what: string, mend: (output: string) => string }} options
 */
export async function runChild(command, args, { cwd, env, what, mend }) {
  const child = startChild(command, args, {
    ...(cwd && { cwd }),
    ...(env && { env }),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  child.stdout?.on("data", (bytes) => (output += bytes));
  child.stderr?.on("data", (bytes) => (output += bytes));
  const end = await new Promise((resolve) => {
    child.once("error", (error) => resolve(error.message));
    child.once("close", (code, signal) => resolve(code ?? signal));
  });
  if (end === 0) return output;
  const tail = output.trimEnd().split("\n").slice(-15).join("\n    ");
  throw new Stop(`${what} failed (${end}).\n    ${tail}`, mend(output));
}

/** Ends one child and all that it started: asks first, then insists. */
export async function endChild(/** @type {import("node:child_process").ChildProcess} */ child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  signalGroup(child, "SIGTERM");
  const timer = setTimeout(() => signalGroup(child, "SIGKILL"), GRACE_MS);
  await ended;
  clearTimeout(timer);
  signalGroup(child, "SIGKILL");
}

/** Ends every program that `startChild` started. */
export async function endChildren() {
  await Promise.all([...running].map(endChild));
}

/** From here on Ctrl-C is how a person ends this process, and no failure of it. */
export function endsAsAsked() {
  interruptCode = 0;
}

/** Whether this process has been asked to end, so that what its children do now is no failure. */
export function isEnding() {
  return interrupted;
}

function watchOwnEnd() {
  if (watching) return;
  watching = true;
  for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) {
    process.on(signal, async () => {
      if (interrupted) return;
      interrupted = true;
      process.exitCode = signal === "SIGINT" ? interruptCode : 143;
      await endChildren();
      process.exit();
    });
  }
  process.once("exit", () => {
    for (const child of running) signalGroup(child, "SIGKILL");
  });
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  if (!POSIX) {
    spawnSync("taskkill", ["/pid", String(child.pid), "/t", "/f"], { stdio: "ignore" });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The group is gone already.
  }
}
