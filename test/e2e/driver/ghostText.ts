import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { runCommand } from "./quickInput.ts";

/**
 * Resolves when the open editor asks for ghost text as a person types. VS Code loads that part of an
 * editor when it is idle, seconds late on a busy machine, or at once for a command that needs it.
 */
export async function wakeGhostText(page: Page): Promise<void> {
  await runCommand(page, "Trigger Inline Suggestion");
}

/** The ghost text on the screen as text, with line breaks; empty when there is none. */
export async function readGhostText(page: Page): Promise<string> {
  const spans = await page.evaluate<Span[]>(SPANS);
  const lines = new Map<number, string>();
  for (const { top, text } of spans.sort((a, b) => a.top - b.top || a.left - b.left))
    lines.set(top, (lines.get(top) ?? "") + text);
  return [...lines.values()].join("\n").replaceAll("\u00a0", " ");
}

/** Resolves when just this ghost text is drawn. */
export async function waitForGhostText(page: Page, wanted: string): Promise<void> {
  const what = `the ghost text ${JSON.stringify(wanted)} did not come`;
  await eventually(
    () => readGhostText(page),
    (text) => text === wanted,
    { what },
  );
}

/** Resolves when some ghost text is drawn, with that text. */
export async function waitForAnyGhostText(page: Page, withinMs: number): Promise<string> {
  return eventually(
    () => readGhostText(page),
    (text) => text.trim() !== "",
    { what: "no ghost text came", withinMs },
  );
}

interface Span {
  readonly text: string;
  readonly top: number;
  readonly left: number;
}

// In the page. The first line's parts decorate the line itself; those of further lines stand below.
const SPANS = `[...document.querySelectorAll('.monaco-editor [class*="ghost-text"]')]
  .filter((span) => span.childElementCount === 0)
  .map((span) => ({ span, box: span.getBoundingClientRect() }))
  .map(({ span, box }) => ({ text: span.textContent, top: Math.round(box.top), left: box.left }))`;
