/** Builds the server and the evaluation, then runs it: `npm run ember:evaluate -- --cases FILE`. */
import { spawnSync } from "node:child_process";
import { build } from "esbuild";

const outfile = "out/ember/evaluate.mjs";
run("esbuild.mjs");
await build({
  entryPoints: ["ember/evaluate/main.ts"],
  outfile,
  bundle: true,
  platform: "node",
  target: "node20",
  format: "esm",
  packages: "external",
  logLevel: "warning",
});
run(outfile, ...process.argv.slice(2));

function run(/** @type {string[]} */ ...args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
