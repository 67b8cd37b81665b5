import type { Frame, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { runCommand } from "./quickInput.ts";

/** Opens the chat in the sidebar and resolves to its frame when it has been drawn. */
export async function openChatView(page: Page): Promise<Frame> {
  await runCommand(page, "Ingle: Open Chat");
  return chatFrame(page);
}

/** The frame of a chat that is shown, and another than `besides`, when it has been drawn. */
export async function chatFrame(
  page: Page,
  { besides }: { readonly besides?: Frame } = {},
): Promise<Frame> {
  const frame = await eventually(
    async () => {
      for (const each of page.frames()) {
        const drawn = await each
          .locator("#question")
          .count()
          .catch(() => 0);
        if (drawn > 0 && each !== besides && each.url().includes("fake.html")) return each;
      }
      return undefined;
    },
    (found) => found !== undefined,
    { what: "the chat was not drawn", withinMs: 30_000 },
  );
  if (!frame) throw new Error("no frame");
  // The symbols of its buttons.
  await eventually(() => frame.evaluate<boolean>("document.fonts.check('16px codicon')"), Boolean, {
    what: "the symbols did not come",
  });
  return frame;
}

/** Asks a question as a person does. */
export async function askIn(frame: Frame, text: string): Promise<void> {
  await frame.locator("#question").fill(text);
  await frame.locator("#question").press("Enter");
}

/** The last answer that is shown. */
export function lastAnswer(frame: Frame) {
  return frame.locator("article.answer").last();
}

/** A button of a chat by its label, the last there is. */
export function chatButton(frame: Frame, label: string) {
  return frame.locator(`vscode-toolbar-button[label="${label}"]`).last();
}
