import type { Locator, Page } from "playwright-core";

/** Puts the cursor at the beginning of a line of the open file, counted from 1. */
export async function goToLine(page: Page, line: number): Promise<void> {
  await page.keyboard.press("Control+G");
  const input = page.locator(".quick-input-widget input.input");
  await input.fill(`:${line}`);
  await page.locator(".quick-input-list .monaco-list-row.focused").waitFor();
  await page.keyboard.press("Enter");
  await page.getByText(`Ln ${line}, Col 1`).waitFor();
}

/** Selects whole lines of the open file, from the first to the last. */
export async function selectLines(page: Page, first: number, last: number): Promise<void> {
  await goToLine(page, first);
  for (let line = first; line < last; line += 1) await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
  await page.getByText("selected)").waitFor();
}

/** Opens the field for an instruction by its keys, and resolves when it has the keyboard. */
export async function openField(page: Page): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.press("i");
  await field(page).waitFor();
}

/** The field for an instruction, while it has the keyboard. */
export function field(page: Page): Locator {
  return page.locator(".review-widget .edit-textarea .monaco-editor.focused");
}

/** What the field holds. */
export async function fieldText(page: Page): Promise<string> {
  const lines = await field(page).locator(".view-line").allInnerTexts();
  return lines.join("\n").replaceAll("\u00a0", " ");
}

/** Asks for an edit of what is selected, or of what the cursor is in. */
export async function askInPlace(page: Page, instruction: string): Promise<void> {
  await openField(page);
  await page.keyboard.type(instruction);
  await page.keyboard.press("Enter");
  await field(page).waitFor({ state: "detached" });
}

/** What stands between the lines under a title that holds this text. */
export function between(page: Page, title: string): Locator {
  return page.locator(".review-widget", {
    has: page.locator(".review-title", { hasText: title }),
  });
}

/** A button of it by its label. */
export function titleButton(page: Page, title: string, label: string): Locator {
  return between(page, title).locator(`.review-actions [aria-label^="${label}"]`);
}

/** A link of it by its words. */
export function bodyLink(page: Page, title: string, label: string): Locator {
  return between(page, title).locator(".comment-body a", { hasText: label });
}
