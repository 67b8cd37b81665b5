import type { Locator, Page } from "playwright-core";

/** Runs a command by the title that the command palette has for it. */
export async function runCommand(page: Page, title: string): Promise<void> {
  await page.keyboard.press("F1");
  await pick(page, title, `>${title}`);
}

/** Opens a file of the workspace by its name and resolves when its editor has the keyboard. */
export async function openFile(page: Page, name: string): Promise<void> {
  await page.keyboard.press("Control+P");
  await pick(page, name);
  await page.locator(`.tab.active[data-resource-name="${name}"]`).waitFor();
  await page.locator(".editor-instance .monaco-editor.focused").first().waitFor();
}

/** Types into the quick input that is open or opens, and picks the row with `label`. */
export async function pick(page: Page, label: string, typed = label): Promise<void> {
  await quickInput(page).fill(typed);
  await take(page, rows(page, label).and(page.locator(".focused")));
}

/** Writes into the input box that is open or opens, and leaves it open. */
export async function writeAnswer(page: Page, text: string): Promise<void> {
  await quickInput(page).fill(text);
}

/** Answers the input box; what was typed is looked at first, and Enter does nothing until then. */
export async function answer(page: Page, text: string): Promise<void> {
  await writeAnswer(page, text);
  const input = quickInput(page);
  while (await input.isVisible()) {
    await page.keyboard.press("Enter");
    await input.waitFor({ state: "hidden", timeout: 1_000 }).catch(() => {});
  }
}

/** What the quick input shows below its field: what is wrong with what was typed, or what to type. */
export async function readQuickInputMessage(page: Page): Promise<string> {
  return page.locator(".quick-input-message").innerText();
}

/** The rows of the quick input that is open or opens, each with its description and detail. */
export async function readRows(page: Page): Promise<string[]> {
  await page.locator(".quick-input-list .monaco-list-row").first().waitFor();
  return page.locator(".quick-input-list .monaco-list-row").allInnerTexts();
}

async function take(page: Page, row: Locator): Promise<void> {
  await row.waitFor();
  await page.keyboard.press("Enter");
  await row.waitFor({ state: "hidden" });
}

function rows(page: Page, label: string): Locator {
  return page.locator(".quick-input-list .monaco-list-row", { hasText: label });
}

function quickInput(page: Page): Locator {
  return page.locator(".quick-input-widget input.input");
}
