import { readdirSync } from "node:fs";
import path from "node:path";
import { ROOT } from "./editor/layout.mjs";

/** @typedef {"node" | "index" | "host" | "e2e"} Suite */

/** Every test file of the checkout, relative to its top folder, in a steady order. */
export function allTestFiles() {
  return readdirSync(path.join(ROOT, "test"), { recursive: true })
    .map((file) => `test/${String(file).replaceAll("\\", "/")}`)
    .filter((file) => file.endsWith(".test.ts"))
    .sort();
}

/** Where a test file runs: its folder says so. */
export function suiteOf(/** @type {string} */ file) {
  if (runsInExtensionHost(file)) return "host";
  if (file.startsWith("test/index/")) return "index";
  return file.startsWith("test/e2e/") ? "e2e" : "node";
}

/** Whether a file of test/ runs in VS Code's extension host. */
export function runsInExtensionHost(/** @type {string} */ file) {
  return file.startsWith("test/editor/");
}

/** The bundle that `bundle-tests.mjs` makes of a file of test/, as an absolute path. */
export function bundleOf(/** @type {string} */ file) {
  const ending = runsInExtensionHost(file) ? ".cjs" : ".mjs";
  return path.join(ROOT, "out", file.replace(/\.ts$/, ending));
}
