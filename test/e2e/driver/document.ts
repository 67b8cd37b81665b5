import { stat } from "node:fs/promises";
import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** Saves the open file, which lies at `file`, if there is anything to save. */
export async function save(page: Page, file: string): Promise<void> {
  const dirty = page.locator(".tab.active.dirty");
  if ((await dirty.count()) === 0) return;
  const before = (await stat(file)).mtimeMs;
  await page.keyboard.press("Control+S");
  await eventually(
    async () => (await stat(file)).mtimeMs,
    (now) => now !== before,
    { what: `${file} was not saved` },
  );
  await dirty.waitFor({ state: "detached" });
}

/** Types at the end of the open file, on a new line. */
export async function typeOnNewLine(page: Page, text: string): Promise<void> {
  await page.keyboard.press("Control+End");
  await page.keyboard.press("Enter");
  await type(page, text);
}

/** Puts these lines at the end of the open file, at once and as they are. */
export async function pasteOnNewLine(page: Page, lines: readonly string[]): Promise<void> {
  await typeOnNewLine(page, "");
  await page.keyboard.insertText(lines.join("\n"));
}

/** Types where the cursor is, at the pace of a quick typist. */
export async function type(page: Page, text: string): Promise<void> {
  await page.keyboard.type(text, { delay: 30 });
}
