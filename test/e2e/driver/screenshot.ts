import path from "node:path";
import type { Page } from "playwright-core";
import { ROOT } from "../../../scripts/editor/layout.mjs";

/** The colour themes in which what Ingle draws has to be readable. */
export const THEMES = {
  light: "Default Light Modern",
  dark: "Default Dark Modern",
  "high-contrast": "Default High Contrast",
} as const;

/** Keeps what is on the screen as `out/screenshots/NAME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(ROOT, "out/screenshots", `${name}.png`) });
}
