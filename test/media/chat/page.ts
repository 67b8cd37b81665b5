import { readFile } from "node:fs/promises";
import { build } from "esbuild";
import type { Page } from "playwright-core";
import { type Browser, launchBrowser } from "../../e2e/driver/browser.ts";

/** A page of a real browser with a part of the view in it, as `window.part`. */
export interface PartPage {
  readonly page: Page;
  close(): Promise<void>;
}

/** Bundles what `source`, as TypeScript, gives to the name `part`, and opens a page with it. */
export async function openPart(source: string): Promise<PartPage> {
  const { outputFiles } = await build({
    stdin: {
      contents: `${source}\nObject.assign(window, { part });`,
      resolveDir: "media/chat",
      loader: "ts",
    },
    bundle: true,
    write: false,
    format: "iife",
    target: "chrome138",
    logLevel: "error",
  });
  const browser: Browser = await launchBrowser(process.env.CHROME_PATH ?? "");
  const style = await readFile("media/chat/view.css", "utf8");
  await browser.page.setContent(
    `<!doctype html><html lang="en"><head><title>part</title></head><body></body></html>`,
  );
  await browser.page.addStyleTag({ content: style });
  await browser.page.addScriptTag({ content: outputFiles[0]?.text ?? "" });
  return { page: browser.page, close: browser.close };
}
