import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { isEnding, runChild, startChild } from "../children.mjs";
import { findOnPath } from "../find-on-path.mjs";

const OLDEST = [1, 104];
const ASK_MS = 20_000;

/**
 * A desktop editor, by the command line program that opens it.
 * @typedef {{ file: string, name: string, version: string }} Desktop
 */

/** Where a desktop editor keeps what is Ingle's: never the person's own profile. */
/** @typedef {{ userData: string, extensions: string }} Profile */

/**
 * VS Code or VSCodium on the PATH, where a window can be opened; else the reason, in a few words.
 * @returns {Desktop | { none: string }}
 */
export function findDesktop() {
  if (process.platform === "linux") {
    if (process.getuid?.() === 0) return { none: "a desktop VS Code does not run as root" };
    if (!process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
      return { none: "there is no display" };
  }
  const file = findOnPath(["code", "codium"], opensWindowsHere);
  if (!file) return { none: "neither VS Code nor VSCodium is on the PATH" };
  const name = path.basename(file).startsWith("codium") ? "VSCodium" : "VS Code";
  const version = versionOf(file);
  if (!version) return { none: `${file} does not tell its version` };
  if (isOlder(version)) return { none: `${name} ${version} is older than ${OLDEST.join(".")}` };
  return { file, name, version };
}

/** Installs a VSIX into the profile's extensions, over any version that is there. */
export async function installIntoDesktop(
  /** @type {Desktop} */ desktop,
  /** @type {Profile} */ profile,
  /** @type {string} */ vsix,
) {
  const [command, args] = commandLine(desktop.file, [
    ...profileFlags(profile),
    ...["--install-extension", vsix, "--force"],
  ]);
  await runChild(command, args, {
    env: outerEnvironment(),
    what: `Installing the extension into ${desktop.name}`,
    mend: () => `Delete ${profile.extensions} and run the same command again.`,
  });
}

/**
 * Opens a window of the desktop editor and resolves when it has been closed.
 * @param {Desktop} desktop
 * @param {Profile} profile
 * @param {{ folder: string, file: string }} open
 */
export async function openDesktop(desktop, profile, { folder, file }) {
  const [command, args] = commandLine(desktop.file, [
    ...profileFlags(profile),
    ...["--new-window", "--wait", "--disable-workspace-trust", folder, "--goto", file],
  ]);
  // The command line program starts the editor apart from itself, so that ending the one leaves the
  // other; the editor writes its process id into its profile.
  const child = startChild(command, args, { stdio: "inherit", env: outerEnvironment() });
  await new Promise((resolve) => child.once("exit", resolve));
  if (isEnding()) endLocked(path.join(profile.userData, "code.lock"));
}

function profileFlags(/** @type {Profile} */ { userData, extensions }) {
  return ["--user-data-dir", userData, "--extensions-dir", extensions];
}

/**
 * Windows runs a .cmd file only through its shell.
 * @returns {[string, string[]]}
 */
function commandLine(/** @type {string} */ file, /** @type {string[]} */ args) {
  if (!file.endsWith(".cmd")) return [file, args];
  return [
    "cmd.exe",
    ["/d", "/s", "/c", `"${[file, ...args].map((each) => `"${each}"`).join(" ")}"`],
  ];
}

/** In a remote terminal or in WSL, `code` talks to a window on another machine, with its profile. */
function opensWindowsHere(/** @type {string} */ file) {
  return !/remote-cli|^\/mnt\//.test(file.replaceAll("\\", "/"));
}

function versionOf(/** @type {string} */ file) {
  const [command, args] = commandLine(file, ["--version"]);
  const { stdout } = spawnSync(command, args, {
    encoding: "utf8",
    timeout: ASK_MS,
    env: outerEnvironment(),
    windowsVerbatimArguments: true,
  });
  return /^\d+\.\d+\.\d+/.exec(stdout ?? "")?.[0];
}

function isOlder(/** @type {string} */ version) {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST;
  return major < oldestMajor || (major === oldestMajor && minor < oldestMinor);
}

/** In a terminal of VS Code itself, its variables would lead back to that window. */
function outerEnvironment() {
  const entries = Object.entries(process.env);
  return Object.fromEntries(entries.filter(([name]) => !/^(VSCODE_|ELECTRON_)/.test(name)));
}

function endLocked(/** @type {string} */ lock) {
  if (!existsSync(lock)) return;
  const editor = Number(readFileSync(lock, "utf8"));
  try {
    if (editor > 0) process.kill(editor);
  } catch {
    // It has ended already.
  }
}
