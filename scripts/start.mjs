/**
 * Opens Ingle in an editor, from nothing but a clone, Node and npm: `npm start`.
 *
 *   npm start -- --check        types in the sample until ghost text is drawn, prints it, and ends
 *   npm start -- --port 9000    where the editor listens, when it is one in the browser
 */
import { parseArgs } from "node:util";
import { endChildren, isEnding } from "./children.mjs";
import { needNode } from "./node-version.mjs";
import { printError } from "./stop.mjs";

try {
  needNode();
  const { values } = parseArgs({
    options: { check: { type: "boolean" }, port: { type: "string" } },
  });
  // Loaded only now: an older Node cannot read them all.
  const { prepare } = await import("./start/prepare.mjs");
  const { check } = await import("./start/check.mjs");
  const { open } = await import("./start/open.mjs");
  if (values.check) await check(await prepare("check"));
  else await open(await prepare("person"), { port: values.port });
} catch (error) {
  if (!isEnding()) {
    printError(error);
    process.exitCode = 1;
  }
} finally {
  await endChildren();
}
process.exit();
