/**
 * Runs the tests; the last line is `N passed, M failed`, summed over all suites.
 *
 *   node scripts/test.mjs                    everything
 *   node scripts/test.mjs test/a.test.ts …   these files alone
 *   node scripts/test.mjs oldest             the extension's suite in the oldest VS Code supported
 *   node scripts/test.mjs desktop            the same in a desktop VS Code that is downloaded
 *   node scripts/test.mjs chat --model FILE  chat with a real model, a GGUF file that can converse
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import path from "node:path";
import { startChild } from "./children.mjs";
import { findChromium } from "./editor/chromium.mjs";
import { installCodeServer } from "./editor/install.mjs";
import { CURRENT, OLDEST, ROOT } from "./editor/layout.mjs";
import { nodeWithSqlite } from "./editor/sqlite.mjs";
import { needNode } from "./node-version.mjs";
import { isTarget, ownTarget } from "./package/targets.mjs";
import { packageVsix } from "./package/vsix.mjs";
import { installPackages } from "./packages.mjs";
import { elapsed, step } from "./step.mjs";
import { printError, Stop } from "./stop.mjs";
import { allTestFiles, bundleOf, suiteOf } from "./test-files.mjs";

const RUNNERS = ["test/runner/node.ts", "test/runner/host.ts", "test/runner/desktop.ts"];
const HOST_INDEX = "test/editor/index.ts";
const SCRATCH = path.join(ROOT, "out/run");
const TOOLS = {
  types: ["node_modules/typescript/bin/tsc", "--noEmit"],
  views: ["node_modules/typescript/bin/tsc", "--noEmit", "-p", "media"],
  lint: ["node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings", "."],
  build: ["esbuild.mjs"],
};

const total = { passed: 0, failed: 0 };
try {
  await run(process.argv.slice(2));
} catch (error) {
  printError(error);
  total.failed += 1;
}
console.log(`\n(${elapsed()} in all)`);
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exit(total.failed === 0 ? 0 : 1);

async function run(/** @type {string[]} */ args) {
  needNode();
  process.chdir(ROOT);
  const plan = planOf(args);
  let chromium = "";
  if (plan.needsChromium)
    await step("Chromium", async () => {
      chromium = await findChromium();
      return chromium;
    });
  await step("Packages (npm ci)", () => installPackages());
  const { edition } = plan;
  if (edition) await step("VS Code (code-server)", () => installCodeServer(edition));
  if (plan.checks) {
    await countTool("types", TOOLS.types);
    await countTool("types of the views", TOOLS.views);
    await countTool("lint", TOOLS.lint);
  }
  await needTool("build", TOOLS.build);
  const bundles = ["scripts/bundle-tests.mjs", ...RUNNERS, HOST_INDEX, ...plan.files];
  await needTool("test bundles", bundles);
  for (const suite of /** @type {const} */ (["node", "index", "host", "e2e"])) {
    const files = plan.files.filter((file) => suiteOf(file) === suite).map(bundleOf);
    if (files.length === 0) continue;
    const vsix = suite === "e2e" ? await packaged() : "";
    await runSuite(suite, files, plan, { CHROME_PATH: chromium, INGLE_VSIX: vsix });
  }
}

/**
 * What one call runs.
 * @typedef {object} Plan
 * @property {string[]} files
 * @property {boolean} checks types and lint too
 * @property {boolean} needsChromium
 * @property {import("./editor/layout.mjs").Edition} [edition] of VS Code, where one is needed
 * @property {"host" | "desktop"} hostRunner
 */

/** @returns {Plan} */
function planOf(/** @type {string[]} */ args) {
  const hostFiles = allTestFiles().filter((file) => suiteOf(file) === "host");
  if (args[0] === "desktop")
    return { files: hostFiles, checks: false, needsChromium: false, hostRunner: "desktop" };
  if (args[0] === "oldest")
    return {
      files: hostFiles,
      checks: false,
      needsChromium: true,
      edition: OLDEST,
      hostRunner: "host",
    };
  if (args[0] === "chat") {
    const [, flag, model] = args;
    if (flag !== "--model" || model === undefined || !existsSync(model))
      throw new Stop("There is no such model.", "npm run test:chat -- --model FILE.gguf");
    process.env.INGLE_CHAT_MODEL = path.resolve(model);
    const files = ["test/real/chat.ts"];
    return { files, checks: false, needsChromium: false, hostRunner: "host" };
  }
  const files = args.length > 0 ? args.map(namedFile) : allTestFiles();
  // What a view draws is tested in a browser, without an editor around it.
  const inBrowser = files.some((file) => file.startsWith("test/media/"));
  const inEditor = files.some((file) => ["host", "e2e"].includes(suiteOf(file)));
  return {
    files,
    checks: args.length === 0,
    needsChromium: inEditor || inBrowser,
    ...(inEditor && { edition: CURRENT }),
    hostRunner: "host",
  };
}

function namedFile(/** @type {string} */ given) {
  const file = path.relative(ROOT, path.resolve(given)).replaceAll("\\", "/");
  if (allTestFiles().includes(file)) return file;
  throw new Stop(`${given} is no test file.`, "Test files lie under test/ and end in .test.ts.");
}

/**
 * @param {import("./test-files.mjs").Suite} suite
 * @param {string[]} bundles
 * @param {Plan} plan
 * @param {{ CHROME_PATH: string, INGLE_VSIX: string }} env
 */
async function runSuite(suite, bundles, plan, env) {
  const tally = path.join(SCRATCH, `${suite}.json`);
  mkdirSync(SCRATCH, { recursive: true });
  rmSync(tally, { force: true });
  const runner = suite === "host" ? plan.hostRunner : "node";
  const edition = plan.edition === OLDEST ? "oldest" : "current";
  const args = runner === "host" ? [edition, tally, ...bundles] : [tally, ...bundles];
  console.log(`\n─── ${suite}${runner === "host" ? ` (${edition} VS Code)` : ""}`);
  const program = bundleOf(`test/runner/${runner}.ts`);
  const node = suite === "index" ? await nodeWithSqlite() : process.execPath;
  await exitCode(["--enable-source-maps", program, ...args], env, node);
  if (!existsSync(tally)) {
    console.error(`✗ the ${suite} suite did not come to its end`);
    total.failed += 1;
    return;
  }
  const { passed, failed } = JSON.parse(readFileSync(tally, "utf8"));
  console.log(`${suite}: ${passed} passed, ${failed} failed`);
  total.passed += passed;
  total.failed += failed;
}

/** Packages Ingle for this machine: what a person installs is what the browser shows. */
async function packaged() {
  const target = ownTarget();
  if (!isTarget(target))
    throw new Stop(`Ingle has no package for ${target}.`, "Run the other tests.");
  let file = "";
  await step("Package", async () => {
    ({ file } = await packageVsix(target));
    return path.relative(ROOT, file);
  });
  return file;
}

/** A check that fails counts as one failure; the suites run nevertheless. */
async function countTool(/** @type {string} */ name, /** @type {string[]} */ args) {
  console.log(`• ${name} …`);
  const failed = (await exitCode(args)) !== 0;
  console.log(failed ? `✗ ${name}` : `✓ ${name}`);
  if (failed) total.failed += 1;
}

async function needTool(/** @type {string} */ name, /** @type {string[]} */ args) {
  if ((await exitCode(args)) !== 0)
    throw new Stop(`The ${name} could not be made.`, "The message above says where.");
}

/**
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 * @param {string} [node]
 */
function exitCode(args, env = {}, node = process.execPath) {
  const child = startChild(node, args, {
    stdio: ["ignore", "inherit", "inherit"],
    env: { ...process.env, ...env },
  });
  return new Promise((resolve) => child.once("exit", resolve));
}
