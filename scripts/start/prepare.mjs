import { existsSync } from "node:fs";
import { cp, mkdir, rm } from "node:fs/promises";
import path from "node:path";
import { runChild } from "../children.mjs";
import { findDesktop } from "../editor/desktop.mjs";
import { installCodeServer, installNode } from "../editor/install.mjs";
import { CURRENT, EDITOR_FOLDER, nodeBinary, ROOT } from "../editor/layout.mjs";
import { userFolder } from "../editor/server.mjs";
import {
  QUIET_SETTINGS,
  TEST_SETTINGS,
  writeFirstUserSettings,
  writeUserSettings,
} from "../editor/settings.mjs";
import { nodeMajor } from "../node-version.mjs";
import { isTarget, ownTarget } from "../package/targets.mjs";
import { packageVsix } from "../package/vsix.mjs";
import { installPackages } from "../packages.mjs";
import { step } from "../step.mjs";
import { Stop } from "../stop.mjs";
import { installOnce } from "./install-once.mjs";

const LATER_NODE = 24;

/**
 * An editor with Ingle in it, ready to be opened.
 * @typedef {object} Prepared
 * @property {import("../editor/desktop.mjs").Desktop} [desktop] none: VS Code in the browser
 * @property {string} node the Node for every later step
 * @property {string} profile folder of the editor's settings and state
 * @property {string} extensions folder of its extensions
 * @property {string} workspace a copy of the sample, free to be typed in
 */

/**
 * Installs, builds and packages whatever is not there yet, and puts the package into an editor.
 * @param {"person" | "check"} purpose person: any editor, and profile and workspace stay from one
 *   start to the next; check: VS Code in the browser, and both begin anew
 * @returns {Promise<Prepared>}
 */
export async function prepare(purpose) {
  const target = knownTarget();
  const node = await laterNode();
  const desktop = purpose === "person" ? chosenDesktop() : undefined;
  await step("Packages (npm ci)", () => installPackages({ node }));
  if (!desktop) await step("VS Code in the browser", () => installCodeServer(CURRENT));
  await step("Build", () => build(node));
  const prepared = { ...(desktop && { desktop }), node, ...(await layOut(purpose, desktop)) };
  await step("Package", async () => {
    const vsix = await packageVsix(target, { node });
    await installOnce(prepared, vsix);
    return path.relative(ROOT, vsix.file);
  });
  return prepared;
}

function knownTarget() {
  const target = ownTarget();
  if (isTarget(target)) return target;
  throw new Stop(
    `Ingle has no package for ${target}.`,
    "It runs on Linux, macOS and Windows, x64 and arm64.",
  );
}

/** The Node for the steps to come: this one, or on Linux the one that the editor brings along. */
async function laterNode() {
  if (nodeMajor() >= LATER_NODE) return process.execPath;
  if (process.platform !== "linux")
    throw new Stop(
      `On this system \`npm start\` needs Node ${LATER_NODE}; this is ${process.versions.node}.`,
      `Install Node ${LATER_NODE} from https://nodejs.org and run \`npm start\` again.`,
    );
  await step(`Node ${CURRENT.node} beside the editor`, () => installNode(CURRENT));
  return nodeBinary(CURRENT);
}

function chosenDesktop() {
  const found = findDesktop();
  if ("none" in found) {
    console.log(`• VS Code in the browser it is: ${found.none}.`);
    return undefined;
  }
  console.log(`• ${found.name} ${found.version} it is (${found.file}), with a profile of its own.`);
  return found;
}

async function build(/** @type {string} */ node) {
  const mend = () => "The message above says where.";
  await runChild(node, ["esbuild.mjs"], { cwd: ROOT, what: "The build", mend });
}

/**
 * @param {"person" | "check"} purpose
 * @param {import("../editor/desktop.mjs").Desktop | undefined} desktop
 */
async function layOut(purpose, desktop) {
  const folder = path.join(EDITOR_FOLDER, purpose);
  if (purpose === "check") await rm(folder, { recursive: true, force: true });
  const kind = desktop ? "desktop" : "browser";
  const profile = path.join(folder, kind);
  const extensions = path.join(folder, `${kind}-extensions`);
  const workspace = path.join(folder, "sample");
  await mkdir(extensions, { recursive: true });
  const user = desktop ? path.join(profile, "User") : userFolder(profile);
  if (purpose === "check") await writeUserSettings(user, TEST_SETTINGS);
  else await writeFirstUserSettings(user, QUIET_SETTINGS);
  if (!existsSync(workspace)) await cp(path.join(ROOT, "sample"), workspace, { recursive: true });
  return { profile, extensions, workspace };
}
