import type { Locator, Page } from "playwright-core";

/** Opens the view of source control and resolves when a repository is in it. */
export async function openScmView(page: Page): Promise<void> {
  await page.keyboard.press("Control+Shift+G");
  await commitBox(page).waitFor({ timeout: 60_000 });
}

/** The box for the commit message; `of` names the repository where there are several. */
export function commitBox(page: Page, of?: string): Locator {
  const repository = of === undefined ? "" : `[data-uri*="${encodeURIComponent(`%2F${of}`)}" i]`;
  return page.locator(`.scm-editor .monaco-editor${repository}`).first();
}

/** What stands in the box; blanks at the ends of lines are not told. */
export async function readCommitBox(page: Page, of?: string): Promise<string> {
  const lines = commitBox(page, of).locator(".view-line");
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
export function scmButton(page: Page, label: string, of?: string): Locator {
  return title(page, of).locator(`.action-label[aria-label*="${label}"]`).first();
}

/** Presses a button in the title of the changes. */
export async function pressScmButton(page: Page, label: string, of?: string): Promise<void> {
  await title(page, of).hover();
  await scmButton(page, label, of).click();
  // Away from the button: its hover would lie over the box.
  await title(page, of).hover({ position: { x: 40, y: 8 } });
}

/** The title of the only repository, or the row of one of several. */
function title(page: Page, of: string | undefined): Locator {
  return of === undefined
    ? page.locator(".part.sidebar .pane-header", { hasText: "Changes" }).first()
    : page.locator(".scm-provider", { hasText: of }).first();
}
