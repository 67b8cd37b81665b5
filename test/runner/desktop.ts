/**
 * Runs test bundles in the extension host of a desktop VS Code, downloaded by its own test package:
 * `node out/test/runner/desktop.mjs TALLY BUNDLE…`.
 */
import { readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { runTests } from "@vscode/test-electron";
import { ROOT } from "../../scripts/editor/layout.mjs";
import { TEST_SETTINGS, writeUserSettings } from "../../scripts/editor/settings.mjs";
import type { HostRun } from "../editor/index.ts";

const [tally, ...files] = process.argv.slice(2);
if (tally === undefined) throw new Error("usage: desktop.mjs TALLY BUNDLE…");

const scratch = await mkdtemp(path.join(tmpdir(), "ingle-desktop-"));
const run: HostRun = { files, report: path.join(scratch, "report.txt"), tally };
await writeUserSettings(path.join(scratch, "profile/User"), TEST_SETTINGS);
try {
  await runTests({
    version: process.env.INGLE_VSCODE_VERSION ?? "stable",
    extensionDevelopmentPath: ROOT,
    extensionTestsPath: path.join(ROOT, "out/test/editor/index.cjs"),
    extensionTestsEnv: { INGLE_HOST_RUN: JSON.stringify(run) },
    launchArgs: [
      path.join(ROOT, "sample"),
      ...["--user-data-dir", path.join(scratch, "profile")],
      ...["--extensions-dir", path.join(scratch, "extensions")],
      ...["--disable-workspace-trust", "--skip-welcome"],
    ],
  });
  process.stdout.write(readFileSync(run.report, "utf8"));
} finally {
  await rm(scratch, { recursive: true, force: true });
}
