import { cp, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Page } from "playwright-core";
import { CURRENT, ROOT } from "../../../scripts/editor/layout.mjs";
import {
  installExtension,
  type Server,
  startServer,
  userFolder,
} from "../../../scripts/editor/server.mjs";
import { TEST_SETTINGS, writeUserSettings } from "../../../scripts/editor/settings.mjs";
import { type Browser, launchBrowser } from "./browser.ts";

/** A VS Code on the screen of a headless browser, with Ingle installed from its package. */
export interface Workbench {
  readonly page: Page;
  /** A copy of the sample that is open in it. */
  readonly folder: string;
  readonly close: () => Promise<void>;
}

/** What a workbench is opened with. */
export interface WorkbenchOptions {
  readonly vsix: string;
  readonly chromium: string;
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Default `few`: no language server but Ingle's own. */
  readonly builtins?: "few" | "typescript" | "git";
  /** Called with the copy of the sample before anything opens it. */
  readonly prepare?: (folder: string) => void;
}

/** Opens a workbench with a profile of its own; `close` ends and removes all that belongs to it. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const scratch = await mkdtemp(path.join(tmpdir(), "ingle-e2e-"));
  const folder = path.join(scratch, "sample");
  const profile = path.join(scratch, "profile");
  const extensions = path.join(scratch, "extensions");
  let server: Server | undefined;
  let browser: Browser | undefined;
  const close = async () => {
    await browser?.close();
    await server?.stop();
    await rm(scratch, { recursive: true, force: true });
  };
  try {
    await cp(path.join(ROOT, "sample"), folder, { recursive: true });
    options.prepare?.(folder);
    // In the browser the files are on another machine: what has the scope of a machine is read there.
    for (const settings of [userFolder(profile), path.join(profile, "data/Machine")])
      await writeUserSettings(settings, { ...TEST_SETTINGS, ...options.settings });
    await installExtension({ edition: CURRENT, profile, extensions, vsix: options.vsix });
    server = await startServer({
      edition: CURRENT,
      profile,
      extensions,
      proposedApi: "strict",
      builtins: options.builtins ?? "few",
    });
    browser = await launchBrowser(options.chromium);
    await showWorkbench(browser.page, server.url({ folder }));
    return { page: browser.page, folder, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Goes to a workbench's URL and resolves when its parts are drawn. */
export async function showWorkbench(page: Page, url: string): Promise<void> {
  await page.goto(url);
  await page.locator(".monaco-workbench .part.statusbar").waitFor({ timeout: 60_000 });
}
