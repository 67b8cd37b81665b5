import { randomBytes } from "node:crypto";
import { existsSync, rmSync } from "node:fs";
import { mkdir, mkdtemp, rename, rm, symlink } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { endChild, runChild, startChild } from "../children.mjs";
import { Stop } from "../stop.mjs";
import { EDITOR_FOLDER, nodeBinary, ROOT, vscodeFolder } from "./layout.mjs";

/** @typedef {import("./layout.mjs").Edition} Edition */

/** Which built-in extensions run: all, a few, or those and the editor's language server for TypeScript. */
/** @typedef {"all" | "few" | "typescript" | "git"} Builtins */

const READY = /Extension host agent listening on (\d+)/;
const READY_WITHIN_MS = 60_000;
const STRICT_HOOK = path.join(ROOT, "scripts/editor/strict-hook.mjs");

/**
 * How a server is started.
 * @typedef {object} ServerOptions
 * @property {Edition} edition
 * @property {string} profile folder of its settings, state and sockets
 * @property {string} extensions folder of its installed extensions
 * @property {number} [port] 0 or none: any free one
 * @property {"strict" | "as-built"} [proposedApi] strict: refused, as in a stock VS Code
 * @property {Builtins} [builtins] few starts in half the time
 * @property {readonly string[]} [flags] further flags of `server-main.js`
 * @property {NodeJS.ProcessEnv} [env]
 */

/**
 * A running VS Code server.
 * @typedef {object} Server
 * @property {number} port
 * @property {string} authority `127.0.0.1:PORT`, as `vscode-remote://` URIs have it
 * @property {string} profile
 * @property {(open: { folder?: string, payload?: [string, string][] }) => string} url of a workbench
 * @property {() => string} log all that it has printed
 * @property {() => Promise<void>} stop
 * @property {Promise<void>} ended
 */

/**
 * Starts VS Code's own server on 127.0.0.1; a token in the URL keeps other users of the machine out.
 * @param {ServerOptions} options
 * @returns {Promise<Server>}
 */
export async function startServer(options) {
  const { edition, profile, extensions, port = 0, flags = [], env = {} } = options;
  await mkdir(profile, { recursive: true });
  // Not base64url: a token that begins with a dash would be read as an option.
  const token = randomBytes(18).toString("hex");
  const sockets = await mkdtemp(path.join(tmpdir(), "ingle-"));
  const builtins = await builtinFlags(edition, options.builtins ?? "all");
  const child = startChild(
    nodeBinary(edition),
    [
      ...(options.proposedApi === "strict" ? [`--import=${STRICT_HOOK}`] : []),
      path.join(vscodeFolder(edition), "out/server-main.js"),
      ...["--host", "127.0.0.1", "--port", String(port), "--connection-token", token],
      ...["--server-data-dir", profile, "--extensions-dir", extensions],
      ...["--accept-server-license-terms", "--telemetry-level", "off"],
      ...["--disable-workspace-trust", ...builtins, ...flags],
    ],
    { stdio: ["ignore", "pipe", "pipe"], env: serverEnvironment(profile, sockets, env) },
  );
  child.once("exit", () => rmSync(sockets, { recursive: true, force: true }));
  let log = "";
  child.stdout?.on("data", (bytes) => (log += bytes));
  child.stderr?.on("data", (bytes) => (log += bytes));
  /** @type {Promise<void>} */
  const ended = new Promise((resolve) => child.once("exit", () => resolve()));
  const listening = await readyPort(child, () => log);
  const authority = `127.0.0.1:${listening}`;
  return {
    port: listening,
    authority,
    profile,
    url: ({ folder, payload = [] }) => {
      const query = new URLSearchParams({ tkn: token, ...(folder && { folder }) });
      if (payload.length > 0) query.set("payload", JSON.stringify(payload));
      return `http://${authority}/?${query}`;
    },
    log: () => log,
    stop: () => endChild(child),
    ended,
  };
}

/** Installs a VSIX into `extensions`, over any version that is there. */
export async function installExtension(
  /** @type {{ edition: Edition, profile: string, extensions: string, vsix: string }} */ {
    edition,
    profile,
    extensions,
    vsix,
  },
) {
  const server = path.join(vscodeFolder(edition), "out/server-main.js");
  const folders = ["--server-data-dir", profile, "--extensions-dir", extensions];
  const args = [server, "--install-extension", vsix, "--force", "--accept-server-license-terms"];
  await runChild(nodeBinary(edition), [...args, ...folders], {
    env: serverEnvironment(profile, profile, {}),
    what: `Installing ${path.basename(vsix)} into the editor`,
    mend: () => `Delete ${extensions} and run the same command again.`,
  });
}

/** Whether nothing listens on 127.0.0.1:`port`. */
export function isFreePort(/** @type {number} */ port) {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once("error", () => resolve(false));
    probe.listen(port, "127.0.0.1", () => probe.close(() => resolve(true)));
  });
}

/** Where a server with this profile reads the user's settings. */
export function userFolder(/** @type {string} */ profile) {
  return path.join(profile, "data/User");
}

/**
 * @param {string} profile
 * @param {string} sockets a short path of this server's own: socket names have at most 107 bytes,
 *   and in the machine's temporary folder itself they would stay behind
 * @param {NodeJS.ProcessEnv} env
 */
function serverEnvironment(profile, sockets, env) {
  const outer = Object.entries(process.env).filter(
    ([name]) => !/^(VSCODE_|npm_|NODE_OPTIONS$)/.test(name),
  );
  return {
    ...Object.fromEntries(outer),
    VSCODE_AGENT_FOLDER: profile,
    XDG_RUNTIME_DIR: sockets,
    ...env,
  };
}

/**
 * @param {import("node:child_process").ChildProcess} child
 * @param {() => string} log
 * @returns {Promise<number>}
 */
function readyPort(child, log) {
  return new Promise((resolve, reject) => {
    const give = (/** @type {string} */ why) =>
      reject(new Stop(`The VS Code server ${why}.\n${log()}`, "Delete .editor/ and start again."));
    const timer = setTimeout(() => give("did not get ready in a minute"), READY_WITHIN_MS);
    const look = () => {
      const port = READY.exec(log())?.[1];
      if (port === undefined) return;
      clearTimeout(timer);
      resolve(Number(port));
    };
    child.stdout?.on("data", look);
    child.once("error", (error) => give(`did not start: ${error.message}`));
    child.once("exit", (code, signal) => {
      clearTimeout(timer);
      give(`ended (${code ?? signal}) before it was ready`);
    });
  });
}

const FEW = [
  ...["theme-defaults", "theme-seti", "configuration-editing", "json", "markdown-basics"],
  ...["javascript", "typescript-basics", "python", "ipynb"],
];

/** TypeScript itself lies beside the extension that starts it. */
const TYPESCRIPT = ["typescript-language-features", "node_modules"];

const GIT = ["git", "git-base", "merge-conflict"];

/**
 * Flags for a folder of links to the built-ins that the tests need: themes, grammars, notebooks.
 * @param {Edition} edition
 * @param {Builtins} builtins
 */
async function builtinFlags(edition, builtins) {
  if (builtins === "all") return [];
  const more = { few: [], typescript: TYPESCRIPT, git: GIT }[builtins];
  const names = [...FEW, ...more];
  const name = `builtins-${edition.codeServer}-${builtins}-${names.length}`;
  const folder = path.join(EDITOR_FOLDER, name);
  if (!existsSync(folder)) {
    const half = `${folder}.new`;
    await rm(half, { recursive: true, force: true });
    await mkdir(half, { recursive: true });
    const all = path.join(vscodeFolder(edition), "extensions");
    // Relative, so that a checkout may be moved.
    for (const name of names)
      await symlink(path.relative(half, path.join(all, name)), path.join(half, name));
    await rename(half, folder);
  }
  return ["--builtin-extensions-dir", folder];
}
