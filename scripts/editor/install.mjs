import { existsSync } from "node:fs";
import { mkdir, readFile, rm, statfs, symlink, writeFile } from "node:fs/promises";
import path from "node:path";
import { findOnPath } from "../find-on-path.mjs";
import { npm } from "../npm.mjs";
import { Stop } from "../stop.mjs";
import {
  codeServerFolder,
  codeServerRunsHere,
  NODE_PACKAGE,
  nodeBinary,
  nodeFolder,
  vscodeFolder,
} from "./layout.mjs";

/** @typedef {import("./layout.mjs").Edition} Edition */

const NEEDED_BYTES = 1.3e9;
const QUIET_INSTALL = ["--ignore-scripts", "--loglevel=error"];

/**
 * Has the VS Code of `edition` and its Node ready under `.editor/`. Cut short, it goes on from
 * where it stood; done once, it only looks at two marker files. Returns a word for the step.
 * @param {Edition} edition
 */
export async function installCodeServer(edition) {
  if (!codeServerRunsHere())
    throw new Stop(
      `The browser's VS Code (code-server) runs on Linux with an x64 or arm64 processor, not on ${process.platform}-${process.arch}.`,
      "Install VS Code or VSCodium, see that `code` or `codium` is on the PATH, and run the same command again.",
    );
  await installNode(edition);
  return installOnce(codeServerFolder(edition), edition.codeServer, async (folder) => {
    await npm(folder, ["install", "-E", ...QUIET_INSTALL, `code-server@${edition.codeServer}`]);
    // code-server's own postinstall would do the next two, but compiles native modules that the
    // server runs without; the pieces it needs come prebuilt.
    const vscode = vscodeFolder(edition);
    const inner = ["install", "--omit=dev", "--no-save", ...QUIET_INSTALL];
    const node = nodeBinary(edition);
    await npm(vscode, inner, { node });
    await npm(path.join(vscode, "extensions"), inner, { node });
    await linkRipgrep(vscode);
  });
}

/** Has the Node of `edition` ready under `.editor/`; returns a word for the step. */
export async function installNode(/** @type {Edition} */ edition) {
  return installOnce(nodeFolder(edition), edition.node, async (folder) => {
    await npm(folder, ["install", "-E", ...QUIET_INSTALL, `${NODE_PACKAGE}@${edition.node}`]);
  });
}

/**
 * @param {string} folder
 * @param {string} version
 * @param {(folder: string) => Promise<void>} install
 */
async function installOnce(folder, version, install) {
  // Written last: a folder without it was left half done.
  const marker = path.join(folder, "ready");
  if (existsSync(marker) && (await readFile(marker, "utf8")) === version) return "already there";
  await mkdir(folder, { recursive: true });
  await needDisk(folder);
  // A package.json of its own keeps npm from walking up into Ingle's.
  await writeFile(path.join(folder, "package.json"), '{ "private": true }\n');
  await rm(marker, { force: true });
  await install(folder);
  await writeFile(marker, version);
  return "installed";
}

async function needDisk(/** @type {string} */ folder) {
  const { bavail, bsize } = await statfs(folder);
  const free = bavail * bsize;
  if (free < NEEDED_BYTES)
    throw new Stop(
      `Only ${(free / 1e9).toFixed(1)} GB are free where ${folder} lies; the editor takes ${NEEDED_BYTES / 1e9} GB.`,
      "Free some space, then run the same command again.",
    );
}

/** Older editions fetch ripgrep in a postinstall; the system's does as well, and only file search needs it. */
async function linkRipgrep(/** @type {string} */ vscode) {
  const ripgrep = path.join(vscode, "node_modules/@vscode/ripgrep");
  const wanted = path.join(ripgrep, "bin/rg");
  const system = findOnPath(["rg"]);
  if (!existsSync(ripgrep) || existsSync(wanted) || !system) return;
  await mkdir(path.dirname(wanted), { recursive: true });
  await rm(wanted, { force: true });
  await symlink(system, wanted);
}
