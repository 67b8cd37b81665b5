import type { Frame, Page } from "playwright-core";
import { eventually } from "./eventually.ts";
import { runCommand } from "./quickInput.ts";

/** Opens *Why no suggestion?* and resolves to its frame when it has been drawn. */
export async function openWhyView(page: Page): Promise<Frame> {
  await runCommand(page, "Ingle: Why No Suggestion?");
  const frame = await eventually(
    async () => {
      for (const each of page.frames()) {
        const drawn = await each
          .locator('[role="tablist"]')
          .count()
          .catch(() => 0);
        if (drawn > 0 && each.url().includes("fake.html")) return each;
      }
      return undefined;
    },
    (found) => found !== undefined,
    { what: "the view was not drawn" },
  );
  if (!frame) throw new Error("no frame");
  return frame;
}
