import path from "node:path";
import type { Page } from "playwright-core";
import { ROOT } from "../../../scripts/editor/layout.mjs";
import { pick } from "./quickInput.ts";

/** The colour themes in which what Ingle draws has to be readable, and what the window's class says. */
export const THEMES = {
  light: { label: "Light Modern", className: "vs" },
  dark: { label: "Dark Modern", className: "vs-dark" },
  "high-contrast": { label: "Dark High Contrast", className: "hc-black" },
} as const;

/** Chooses a colour theme as a person does; the editor has the keyboard before and after. */
export async function chooseTheme(
  page: Page,
  { label, className }: { label: string; className: string },
): Promise<void> {
  await page.keyboard.press("Control+K");
  await page.keyboard.press("Control+T");
  await pick(page, label);
  await page.locator(`.monaco-workbench.${className}`).waitFor();
  await page.getByText("Saving 'settings.json'").waitFor({ state: "hidden" });
}

/** Keeps what is on the screen as `out/screenshots/NAME.png`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: path.join(ROOT, "out/screenshots", `${name}.png`) });
}
