import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The checkout's top folder, also when this module has been bundled into `out/`. */
export const ROOT = nearestAbove(fileURLToPath(new URL(".", import.meta.url)), "biome.json");

/** Holds every editor, profile and download that the scripts make; git ignores it. */
export const EDITOR_FOLDER = path.join(ROOT, ".editor");

/**
 * A real VS Code from npm, with the Node that its server was built for.
 * @typedef {object} Edition
 * @property {string} codeServer version of the npm package `code-server`
 * @property {string} node version of the npm package `node-<platform>`
 */

/** VS Code 1.139.1: what `npm start` opens and what the tests run in. */
export const CURRENT = Object.freeze({ codeServer: "4.139.1", node: "24.21.0" });

/** VS Code 1.104.0: the oldest that package.json's `engines` admits. */
export const OLDEST = Object.freeze({ codeServer: "4.104.0", node: "22.23.3" });

/** Where the VS Code of `edition` lies, once installed: its `server-main.js` and extensions. */
export function vscodeFolder(/** @type {Edition} */ edition) {
  return path.join(codeServerFolder(edition), "node_modules/code-server/lib/vscode");
}

/** The folder in which npm installs the code-server of `edition`. */
export function codeServerFolder(/** @type {Edition} */ edition) {
  return path.join(EDITOR_FOLDER, `code-server-${edition.codeServer}`);
}

/** The folder in which npm installs the Node of `edition`. */
export function nodeFolder(/** @type {Edition} */ edition) {
  return path.join(EDITOR_FOLDER, `node-${edition.node}`);
}

/** The npm package that holds Node for this machine; it exists for Linux on x64 and arm64. */
export const NODE_PACKAGE = `node-linux-${process.arch}`;

/** The Node binary of `edition`, once installed. */
export function nodeBinary(/** @type {Edition} */ edition) {
  return path.join(nodeFolder(edition), "node_modules", NODE_PACKAGE, "bin/node");
}

/** Whether code-server and its Node have builds for this machine. */
export function codeServerRunsHere() {
  return process.platform === "linux" && ["x64", "arm64"].includes(process.arch);
}

function nearestAbove(/** @type {string} */ start, /** @type {string} */ name) {
  let folder = start;
  while (!existsSync(path.join(folder, name))) {
    const parent = path.dirname(folder);
    if (parent === folder) throw new Error(`no ${name} above ${start}`);
    folder = parent;
  }
  return folder;
}
