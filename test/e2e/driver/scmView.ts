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

/** A button in the title of source control, by its label. */
export function scmButton(page: Page, label: string): Locator {
  return page
    .locator(`.part.sidebar .actions-container .action-label[aria-label*="${label}"]`)
    .first();
}
