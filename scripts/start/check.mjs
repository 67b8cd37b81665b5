import { runChild, startChild } from "../children.mjs";
import { findChromium } from "../editor/chromium.mjs";
import { CURRENT, ROOT } from "../editor/layout.mjs";
import { startServer } from "../editor/server.mjs";
import { step } from "../step.mjs";
import { Stop } from "../stop.mjs";
import { bundleOf } from "../test-files.mjs";

const DRIVER = "test/runner/check.ts";

/**
 * Opens a prepared editor in headless Chromium and types in the sample until ghost text is drawn;
 * stops with the reason when none is.
 * @param {import("./prepare.mjs").Prepared} prepared
 */
export async function check({ node, profile, extensions, workspace }) {
  let chromium = "";
  await step("Chromium", async () => {
    chromium = await findChromium();
    return chromium;
  });
  await runChild(node, ["scripts/bundle-tests.mjs", DRIVER], {
    cwd: ROOT,
    what: "Bundling the check",
    mend: () => "The message above says where.",
  });
  const server = await startServer({
    edition: CURRENT,
    profile,
    extensions,
    proposedApi: "strict",
  });
  const url = server.url({ folder: workspace });
  const child = startChild(node, ["--enable-source-maps", bundleOf(DRIVER), chromium, url], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"],
  });
  const code = await new Promise((resolve) => child.once("exit", resolve));
  await server.stop();
  if (code !== 0) throw new Stop("No ghost text was drawn.", "The lines above say what was seen.");
}
