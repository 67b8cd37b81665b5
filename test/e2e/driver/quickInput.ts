import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

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
  const row = page.locator(".quick-input-list .monaco-list-row.focused", { hasText: label });
  await quickInput(page).fill(typed);
  await row.waitFor();
  await page.keyboard.press("Enter");
  await row.waitFor({ state: "hidden" });
}

/** Types into the quick input that asks for a path, and takes that. */
export async function enterPath(page: Page, path: string): Promise<void> {
  const input = quickInput(page);
  // It begins with a folder of its own, a moment after it has opened.
  await eventually(
    () => input.inputValue(),
    (value) => value.startsWith("/"),
    { what: "no path was asked for" },
  );
  await input.fill(path);
  // It looks the path up as one types, and does not take Enter meanwhile.
  await eventually(
    async () => {
      await input.press("Enter", { timeout: 500 }).catch(() => {});
      return input.isVisible();
    },
    (visible) => !visible,
    { what: `the path ${path} was not taken` },
  );
}

function quickInput(page: Page) {
  return page.locator(".quick-input-widget input.input");
}
