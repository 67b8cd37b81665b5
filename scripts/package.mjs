/**
 * Builds Ingle and packages it as a VSIX, for this platform or for those named:
 * `npm run package -- --target darwin-arm64 --target win32-x64`.
 */
import path from "node:path";
import { parseArgs } from "node:util";
import { runChild } from "./children.mjs";
import { ROOT } from "./editor/layout.mjs";
import { needNode } from "./node-version.mjs";
import { isTarget, ownTarget, TARGETS } from "./package/targets.mjs";
import { checkSize, packageVsix } from "./package/vsix.mjs";
import { installPackages } from "./packages.mjs";
import { step } from "./step.mjs";
import { printError, Stop } from "./stop.mjs";

try {
  await main();
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

async function main() {
  needNode();
  const { values } = parseArgs({ options: { target: { type: "string", multiple: true } } });
  const targets = (values.target ?? [ownTarget()]).map(knownTarget);
  await step("Packages (npm ci)", () => installPackages());
  await step("Build", async () => {
    const mend = () => "The message above says where.";
    await runChild(process.execPath, ["esbuild.mjs"], { cwd: ROOT, what: "The build", mend });
  });
  for (const target of targets)
    await step(`Package for ${target}`, async () => {
      const vsix = await packageVsix(target);
      checkSize(target, vsix);
      return `${path.relative(ROOT, vsix.file)}, ${sizes(vsix)}`;
    });
}

function knownTarget(/** @type {string} */ name) {
  if (isTarget(name)) return name;
  throw new Stop(
    `There is no package for ${name}.`,
    `Targets: ${Object.keys(TARGETS).join(", ")}.`,
  );
}

function sizes(/** @type {import("./package/vsix.mjs").Vsix} */ { bytes, modelBytes }) {
  const megabytes = (/** @type {number} */ count) => `${(count / 1e6).toFixed(1)} MB`;
  return `${megabytes(bytes)}, of that ${megabytes(modelBytes)} model`;
}
