import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./editor/layout.mjs";
import { npm } from "./npm.mjs";

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} Locked */

/**
 * Has node_modules as package-lock.json says, by `npm ci` when it is not; returns a word for the step.
 * @param {{ node?: string }} [options] node: the Node that runs npm, if not this one
 */
export async function installPackages({ node } = {}) {
  if (isAsLocked()) return "already there";
  await npm(ROOT, ["ci", "--loglevel=error"], node ? { node } : {});
  return "installed";
}

/** Compares package-lock.json with the copy that npm keeps of what it has installed. */
function isAsLocked() {
  const kept = path.join(ROOT, "node_modules/.package-lock.json");
  if (!existsSync(kept)) return false;
  const wanted = lockedPackages(path.join(ROOT, "package-lock.json"));
  const have = lockedPackages(kept);
  const missing = Object.keys(wanted).some((name) => isNeeded(wanted, name) && !(name in have));
  const other = Object.keys(have).some((name) => wanted[name]?.version !== have[name]?.version);
  return !missing && !other;
}

/**
 * @param {Record<string, Locked>} wanted
 * @param {string} name
 */
function isNeeded(wanted, name) {
  // "" is this package itself; what is optional may be for another platform.
  return name !== "" && wanted[name]?.optional !== true;
}

/** @returns {Record<string, Locked>} */
function lockedPackages(/** @type {string} */ file) {
  return JSON.parse(readFileSync(file, "utf8")).packages;
}
