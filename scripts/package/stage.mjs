import { existsSync } from "node:fs";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { ROOT } from "../editor/layout.mjs";
import { binariesOf } from "./binaries.mjs";
import { thirdPartyNotices } from "./notices.mjs";
import { TARGETS } from "./targets.mjs";

const COPIED = [
  ...["dist", "media", "l10n", "package.nls.json"],
  ...["README.md", "CHANGELOG.md", "LICENSE", ".vscodeignore"],
];

/**
 * Each build for one more kind of processor weighs half a megabyte. The back end without a GPU has
 * them all; where a GPU does the work, such a processor runs the next best build.
 */
const SPARED_BESIDE_GPU =
  /ggml-cpu-(cannonlake|cascadelake|cooperlake|ivybridge|piledriver|sandybridge)\./;

/**
 * Lays out a folder as the VSIX for `target` will be: what is built, with that platform's native
 * libraries, and a manifest without what only the checkout needs.
 * @param {import("./targets.mjs").TargetName} target
 * @param {string} folder emptied first
 */
export async function stage(target, folder) {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const name of COPIED) {
    const from = path.join(ROOT, name);
    if (existsSync(from)) await cp(from, path.join(folder, name), { recursive: true });
  }
  const bins = path.join(folder, "dist/bins");
  await rm(bins, { recursive: true, force: true });
  for (const backend of TARGETS[target].backends)
    await cp(await binariesOf(backend), bins, {
      recursive: true,
      filter: (file) => !(backend.endsWith("-vulkan") && SPARED_BESIDE_GPU.test(file)),
    });
  await writeFile(path.join(folder, "package.json"), await manifest());
  await writeFile(path.join(folder, "THIRD-PARTY-NOTICES.txt"), thirdPartyNotices());
}

async function manifest() {
  const all = JSON.parse(await readFile(path.join(ROOT, "package.json"), "utf8"));
  const { scripts, dependencies, devDependencies, overrides, private: _, ...kept } = all;
  return `${JSON.stringify(kept, null, 2)}\n`;
}
