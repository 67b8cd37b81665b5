import { existsSync, readFileSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { installIntoDesktop } from "../editor/desktop.mjs";
import { CURRENT } from "../editor/layout.mjs";
import { installExtension } from "../editor/server.mjs";

/**
 * Has `vsix` installed in a prepared editor; an editor that holds the same contents is left alone.
 * @param {import("./prepare.mjs").Prepared} prepared
 * @param {import("../package/vsix.mjs").Vsix} vsix
 */
export async function installOnce({ desktop, profile, extensions }, { file, contents }) {
  const record = path.join(extensions, ".ingle-contents");
  if (existsSync(record) && readFileSync(record, "utf8") === contents) return;
  await rm(record, { force: true });
  if (desktop) await installIntoDesktop(desktop, { userData: profile, extensions }, file);
  else await installExtension({ edition: CURRENT, profile, extensions, vsix: file });
  await writeFile(record, contents);
}
