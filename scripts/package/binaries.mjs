import { createHash } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { runChild } from "../children.mjs";
import { EDITOR_FOLDER, ROOT } from "../editor/layout.mjs";
import { npm } from "../npm.mjs";
import { Stop } from "../stop.mjs";

/**
 * The folder with the native libraries of one back end, such as `linux-x64-vulkan`: from
 * node_modules where npm has put it there, else downloaded once and checked against package-lock.json.
 * @returns {Promise<string>}
 */
export async function binariesOf(/** @type {string} */ backend) {
  const name = `@node-llama-cpp/${backend}`;
  const installed = path.join(ROOT, "node_modules", name, "bins");
  if (existsSync(installed)) return installed;
  const { version, integrity } = lockedPackage(name);
  const folder = path.join(EDITOR_FOLDER, "binaries", `${backend}-${version}`);
  const bins = path.join(folder, "package/bins");
  if (existsSync(bins)) return bins;
  const half = `${folder}.half`;
  await rm(half, { recursive: true, force: true });
  await mkdir(half, { recursive: true });
  const output = await npm(half, ["pack", `${name}@${version}`, "--json", "--loglevel=error"]);
  const archive = path.join(half, JSON.parse(output.slice(output.indexOf("[")))[0].filename);
  const hash = createHash("sha512")
    .update(await readFile(archive))
    .digest("base64");
  if (`sha512-${hash}` !== integrity)
    throw new Stop(`${name}@${version} is not what package-lock.json says.`, "Do not package it.");
  await runChild("tar", ["-xzf", archive, "-C", half], {
    what: `Unpacking ${name}`,
    mend: () => "A program `tar` is needed on the PATH.",
  });
  await rm(archive);
  await rename(half, folder);
  return bins;
}

function lockedPackage(/** @type {string} */ name) {
  const lock = JSON.parse(readFileSync(path.join(ROOT, "package-lock.json"), "utf8"));
  return lock.packages[`node_modules/${name}`];
}
