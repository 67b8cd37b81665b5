import path from "node:path";
import { runChild } from "./children.mjs";

const QUIETLY = ["--no-audit", "--no-fund", "--no-update-notifier"];
// Without a network the person is told within seconds, not after a minute of retries.
const IMPATIENTLY = ["--fetch-retry-mintimeout=1000", "--fetch-retry-maxtimeout=4000"];

/**
 * Runs npm in `cwd`, a package of its own there, and returns what it printed.
 * @param {string} cwd
 * @param {readonly string[]} args
 * @param {{ node?: string }} [options] node: the Node that runs npm, if not this one
 */
export function npm(cwd, args, { node } = {}) {
  const { command, prefix } = npmCommand(node);
  return runChild(command, [...prefix, ...args, ...QUIETLY, ...IMPATIENTLY], {
    cwd,
    env: { ...ownEnvironment(), ...(node && withNodeFirst(node)) },
    what: `npm ${args.join(" ")}`,
    mend: howToMend,
  });
}

function npmCommand(/** @type {string | undefined} */ node) {
  // npm tells the scripts that it runs where it lies itself: no shell, no npm.cmd.
  const cli = process.env.npm_execpath;
  if (cli?.endsWith(".js")) return { command: node ?? process.execPath, prefix: [cli] };
  if (process.platform === "win32") return { command: "cmd.exe", prefix: ["/d", "/c", "npm"] };
  return { command: "npm", prefix: [] };
}

function ownEnvironment() {
  // What the outer npm says of its own package would mislead one that works in another folder.
  const misleading = /^npm_(package_|lifecycle_|config_local_prefix$|config_prefix$)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !misleading.test(name)));
}

/** What npm runs in its turn finds the same Node. */
function withNodeFirst(/** @type {string} */ node) {
  return { PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH ?? ""}` };
}

function howToMend(/** @type {string} */ output) {
  if (
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT/.test(
      output,
    )
  )
    return "The npm registry cannot be reached. Connect to the network (or set npm's `proxy`), then run the same command again: what has been done is kept.";
  if (/ENOSPC/.test(output))
    return "The disk is full. Free 1.5 GB, then run the same command again.";
  if (/EACCES|EPERM/.test(output))
    return "A file may not be written: check who owns this folder and ~/.npm, then run the same command again.";
  if (/EUSAGE/.test(output))
    return "package.json and package-lock.json disagree: run `npm install` once and look at the difference.";
  return "npm's own message above says why. Run the same command again once that is mended.";
}
