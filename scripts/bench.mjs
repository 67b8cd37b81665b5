/**
 * Builds and runs a benchmark of test/bench/: `node scripts/bench.mjs engine [its arguments]`.
 * Figures depend on the machine and on what else it does: read ratios before times.
 */
import { existsSync } from "node:fs";
import path from "node:path";
import { startChild } from "./children.mjs";
import { ROOT } from "./editor/layout.mjs";
import { nodeWithSqlite } from "./editor/sqlite.mjs";
import { installPackages } from "./packages.mjs";
import { printError, Stop } from "./stop.mjs";
import { bundleOf } from "./test-files.mjs";

const needSqlite = ["index", "retrieval"];

try {
  const [name = "", ...args] = process.argv.slice(2);
  const file = `test/bench/${name}.ts`;
  if (name === "" || !existsSync(path.join(ROOT, file)))
    throw new Stop(`There is no benchmark "${name}".`, "See the scripts of package.json.");
  process.chdir(ROOT);
  await installPackages();
  await run(["esbuild.mjs"]);
  await run(["scripts/bundle-tests.mjs", file]);
  const node = needSqlite.includes(name) ? await nodeWithSqlite() : process.execPath;
  await run(["--enable-source-maps", bundleOf(file), ...args], node);
} catch (error) {
  printError(error);
  process.exitCode = 1;
}

/**
 * @param {string[]} args
 * @returns {Promise<void>}
 */
function run(args, node = process.execPath) {
  const child = startChild(node, args, { stdio: ["ignore", "inherit", "inherit"] });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => {
      if (code === 0) resolve();
      else reject(new Stop(`${args[0]} ended with code ${code}.`, "The message above says why."));
    });
  });
}
