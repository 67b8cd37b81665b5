import type { Locator, Page } from "playwright-core";

/** Opens the view of source control and resolves when a repository is in it. */
export async function openScmView(page: Page): Promise<void> {
  await page.keyboard.press("Control+Shift+G");
  await commitBox(page).waitFor({ timeout: 60_000 });
}

/** The box for the commit message. */
export function commitBox(page: Page): Locator {
  return page.locator(".scm-input .monaco-editor, .scm-editor .monaco-editor").first();
}

/** What stands in the box; blanks at the ends of lines are not told. */
export async function readCommitBox(page: Page): Promise<string> {
  const lines = commitBox(page).locator(".view-line");
  const placed = await lines.evaluateAll((nodes) =>
    (nodes as { textContent: string; style: { top: string } }[]).map(({ textContent, style }) => ({
      text: textContent,
      top: Number.parseFloat(style.top),
    })),
  );
  return placed
    .sort((a, b) => a.top - b.top)
    .map(({ text }) => text.replaceAll("\u00A0", " ").replaceAll("\u200b", "").trimEnd())
    .join("\n");
}

/** Types into the box what is to stand there alone. */
export async function fillCommitBox(page: Page, text: string): Promise<void> {
  await commitBox(page).click();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  if (text !== "") await page.keyboard.type(text);
}

/** A button in the title of the changes, by its label; it is drawn where the pointer is. */
export function scmButton(page: Page, label: string): Locator {
  return changes(page).locator(`.action-label[aria-label*="${label}"]`).first();
}

/** Presses a button in the title of the changes. */
export async function pressScmButton(page: Page, label: string): Promise<void> {
  await changes(page).hover();
  await scmButton(page, label).click();
  // Away from the button: its hover would lie over the box.
  await changes(page).hover({ position: { x: 40, y: 8 } });
}

function changes(page: Page): Locator {
  return page.locator(".part.sidebar .pane-header", { hasText: "Changes" }).first();
}
