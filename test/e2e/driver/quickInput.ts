import type { Page } from "playwright-core";

/** Runs a command by the title that the command palette has for it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await choose(page, { key: "F1", typed: `>${title}`, row: title });
}

/** Opens a file of the workspace by its name and resolves when its editor has the keyboard. */
export async function openFile(page: Page, name: string): Promise<void> {
  await choose(page, { key: "Control+P", typed: name, row: name });
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
}

async function choose(
  page: Page,
  { key, typed, row }: { key: string; typed: string; row: string },
) {
  await page.keyboard.press(key);
  const box = page.locator(".quick-input-widget input.input");
  await box.waitFor({ state: "visible" });
  await box.fill(typed);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: row }).first().waitFor();
  await page.keyboard.press("Enter");
  await box.waitFor({ state: "hidden" });
}
