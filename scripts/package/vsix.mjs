import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import path from "node:path";
import { runChild } from "../children.mjs";
import { ROOT } from "../editor/layout.mjs";
import { Stop } from "../stop.mjs";
import { stage } from "./stage.mjs";
import { TARGETS } from "./targets.mjs";
import { compressedSizes } from "./zip.mjs";

/**
 * A packaged extension.
 * @typedef {object} Vsix
 * @property {string} file
 * @property {string} contents a hash of all that went into it
 * @property {number} bytes
 * @property {number} modelBytes how many of those are the model
 * @property {boolean} fresh false: the file of an earlier call holds just this
 */

/**
 * Packages what stands in dist/ for `target` into out/vsix/, unless that has been done already.
 * @param {import("./targets.mjs").TargetName} target
 * @param {{ node?: string }} [options] node: the Node that runs vsce, if not this one
 * @returns {Promise<Vsix>}
 */
export async function packageVsix(target, { node = process.execPath } = {}) {
  const { version } = JSON.parse(readFileSync(path.join(ROOT, "package.json"), "utf8"));
  const folder = path.join(ROOT, "out/vsix", target);
  const file = path.join(ROOT, "out/vsix", `ingle-${target}-${version}.vsix`);
  const record = `${file}.contents`;
  await stage(target, folder);
  const contents = hashOfFolder(folder);
  const fresh = !(
    existsSync(file) &&
    existsSync(record) &&
    readFileSync(record, "utf8") === contents
  );
  if (fresh) {
    await runVsce(node, folder, target, file);
    await writeFile(record, contents);
  }
  return { file, contents, bytes: statSync(file).size, modelBytes: bytesOfModel(file), fresh };
}

/** Stops when a VSIX weighs more, without its model, than its target may. */
export function checkSize(
  /** @type {import("./targets.mjs").TargetName} */ target,
  /** @type {Vsix} */ { bytes, modelBytes },
) {
  const megabytes = (bytes - modelBytes) / 1e6;
  const { limitMB } = TARGETS[target];
  if (megabytes > limitMB)
    throw new Stop(
      `The VSIX for ${target} weighs ${megabytes.toFixed(1)} MB without the model; ${limitMB} is the limit.`,
      "See what it carries: unzip -lv on the file named above.",
    );
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {string} target
 * @param {string} file
 */
async function runVsce(node, folder, target, file) {
  const vsce = path.join(ROOT, "node_modules/@vscode/vsce/vsce");
  const flags = ["--no-dependencies", "--allow-missing-repository", "--no-rewrite-relative-links"];
  await runChild(node, [vsce, "package", ...flags, "--target", target, "--out", file], {
    cwd: folder,
    what: `Packaging for ${target}`,
    mend: () => "vsce's own message above says why.",
  });
}

function hashOfFolder(/** @type {string} */ folder) {
  const hash = createHash("sha256");
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) hash.update(path.relative(folder, file)).update(readFileSync(file));
  return hash.digest("hex");
}

function bytesOfModel(/** @type {string} */ file) {
  let bytes = 0;
  for (const [name, size] of compressedSizes(file)) if (name.endsWith(".gguf")) bytes += size;
  return bytes;
}
