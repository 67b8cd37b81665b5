import type { Locator, Page } from "playwright-core";

/** Ingle's item in the status bar. */
export function statusItem(page: Page): Locator {
  return page.locator('.statusbar-item[id="ingle.ingle.ingle.status"]');
}

/** What a screen reader says of the item: the same sentences as its tooltip. */
export async function readStatus(page: Page): Promise<string> {
  return (await statusItem(page).locator("[aria-label]").first().getAttribute("aria-label")) ?? "";
}

/** Whether the item asks for attention: it does when Ingle cannot write anything. */
export async function asksForAttention(page: Page): Promise<boolean> {
  const classes = await statusItem(page).getAttribute("class");
  return classes?.includes("warning-kind") === true;
}
