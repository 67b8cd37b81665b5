/**
 * Runs test bundles in the extension host of a real VS Code:
 * `node out/test/runner/host.mjs EDITION TALLY BUNDLE…`, with CHROME_PATH set.
 */
import { existsSync, readFileSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { format } from "node:util";
import { CURRENT, OLDEST, ROOT } from "../../scripts/editor/layout.mjs";
import { type Server, startServer, userFolder } from "../../scripts/editor/server.mjs";
import { TEST_SETTINGS, writeUserSettings } from "../../scripts/editor/settings.mjs";
import { type Browser, launchBrowser } from "../e2e/driver/browser.ts";
import type { HostRun } from "../editor/index.ts";

const ENDED_WITHIN_MS = 180_000;

const [edition, tally, ...files] = process.argv.slice(2);
const chromium = process.env.CHROME_PATH;
if (chromium === undefined || tally === undefined) throw new Error("usage: see the top of host.ts");

const scratch = await mkdtemp(path.join(tmpdir(), "ingle-host-"));
const run: HostRun = { files, report: path.join(scratch, "report.txt"), tally };
let server: Server | undefined;
let browser: Browser | undefined;
const workbenchLog: string[] = [];
try {
  server = await start(run);
  browser = await launchBrowser(chromium);
  const end = await runInHost(server, browser);
  const report = existsSync(run.report) ? readFileSync(run.report, "utf8") : "";
  process.stdout.write(report);
  // VS Code reports success also when its extension host was killed.
  if (!existsSync(tally)) {
    console.error(`The extension host did not finish the suite (${end}).`);
    console.error(workbenchLog.slice(-40).join("\n"));
  }
} finally {
  await browser?.close();
  await server?.stop();
  await rm(scratch, { recursive: true, force: true });
}

async function start(hostRun: HostRun): Promise<Server> {
  const profile = path.join(scratch, "profile");
  await writeUserSettings(userFolder(profile), TEST_SETTINGS);
  return startServer({
    edition: edition === "oldest" ? OLDEST : CURRENT,
    profile,
    extensions: path.join(scratch, "extensions"),
    proposedApi: "strict",
    builtins: "few",
    // Without it the workbench ignores what the URL says of extensions under development.
    flags: ["--enable-smoke-test-driver"],
    env: { INGLE_HOST_RUN: JSON.stringify(hostRun) },
  });
}

async function runInHost({ authority, url }: Server, { page }: Browser): Promise<string> {
  const remote = (file: string) => `vscode-remote://${authority}${encodeURI(file)}`;
  const index = path.join(ROOT, "out/test/editor/index.cjs");
  const ended = new Promise<string>((resolve) => {
    page.once("crash", () => resolve("the page crashed"));
    setTimeout(() => resolve("it took too long"), ENDED_WITHIN_MS).unref();
    // The workbench looks these two up on its global object when a run in the host logs and ends.
    void page.exposeFunction("codeAutomationExit", (code: number) => resolve(`code ${code}`));
  });
  await page.exposeFunction("codeAutomationLog", (type: string, parts: unknown[]) => {
    workbenchLog.push(`[${type}] ${format(...parts)}`);
  });
  await page.goto(
    url({
      folder: path.join(ROOT, "sample"),
      payload: [
        ["extensionDevelopmentPath", remote(ROOT)],
        ["extensionTestsPath", remote(index)],
        ["skipWelcome", "true"],
      ],
    }),
  );
  return ended;
}
