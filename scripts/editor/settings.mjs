import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";

/** For an editor that a person looks at: no telemetry, no updates, the sample's README first. */
export const QUIET_SETTINGS = Object.freeze({
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  "workbench.startupEditor": "readme",
  "workbench.enableExperiments": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "chat.disableAIFeatures": true,
  "typescript.disableAutomaticTypeAcquisition": true,
});

/** For the tests: also no list that pops up over ghost text, and nothing that writes a file by itself. */
export const TEST_SETTINGS = Object.freeze({
  ...QUIET_SETTINGS,
  "editor.quickSuggestions": { other: "off", comments: "off", strings: "off" },
  "editor.suggestOnTriggerCharacters": false,
  "files.autoSave": "off",
  "git.enabled": false,
  "security.workspace.trust.enabled": false,
  "window.restoreWindows": "none",
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
});

/**
 * Writes a profile's user settings; the `User` folder is made where it is missing.
 * @param {string} userFolder
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function writeUserSettings(userFolder, settings) {
  await mkdir(userFolder, { recursive: true });
  await writeFile(settingsFile(userFolder), `${JSON.stringify(settings, null, 2)}\n`);
}

/**
 * The same for a profile that a person may have changed since: it is written once only.
 * @param {string} userFolder
 * @param {Readonly<Record<string, unknown>>} settings
 */
export async function writeFirstUserSettings(userFolder, settings) {
  if (!existsSync(settingsFile(userFolder))) await writeUserSettings(userFolder, settings);
}

function settingsFile(/** @type {string} */ userFolder) {
  return path.join(userFolder, "settings.json");
}
