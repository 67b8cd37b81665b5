import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { ROOT } from "../editor/layout.mjs";

const RULE = "=".repeat(72);

/** The licences of every package that Ingle is built from, as one text for its VSIX. */
export function thirdPartyNotices() {
  const kept = path.join(ROOT, "node_modules/.package-lock.json");
  /** @type {Record<string, { dev?: boolean, link?: boolean, version?: string, license?: string }>} */
  const packages = JSON.parse(readFileSync(kept, "utf8")).packages;
  const notices = Object.entries(packages)
    .filter(([folder, { dev, link }]) => !dev && !link && existsSync(path.join(ROOT, folder)))
    .map(([folder, { version, license }]) => {
      const name = folder.slice(folder.lastIndexOf("node_modules/") + "node_modules/".length);
      const heading = `${name} ${version ?? ""} (${license ?? "licence in its text"})`;
      return `${RULE}\n${heading}\n\n${licenceText(path.join(ROOT, folder))}`;
    });
  return `Ingle contains parts of these packages.\n\n${notices.join("\n\n")}\n`;
}

function licenceText(/** @type {string} */ folder) {
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)/i.test(name));
  return file ? readFileSync(path.join(folder, file), "utf8").trim() : "";
}
