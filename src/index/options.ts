import * as vscode from "vscode";
import type { Options } from "../../server/protocol/options.ts";
import { isOnBattery } from "../completion/powerSupply.ts";

/** What the index is to leave out and when it is to rest, as the editor's settings and the machine say. */
export interface IndexOptions extends vscode.Disposable {
  readonly value: Options["index"];
  readonly onDidChange: vscode.Event<void>;
}

const lookEveryMs = 60_000;
const excluding = ["files.exclude", "search.exclude"];

/** Follows the settings by which a person hides files, and looks at the battery once a minute. */
export function createIndexOptions(look: () => Promise<boolean> = isOnBattery): IndexOptions {
  const changed = new vscode.EventEmitter<void>();
  let battery = false;

  async function lookNow(): Promise<void> {
    const now = await look();
    if (now === battery) return;
    battery = now;
    changed.fire();
  }

  const timer = setInterval(() => void lookNow(), lookEveryMs);
  const settings = vscode.workspace.onDidChangeConfiguration((event) => {
    if (excluding.some((key) => event.affectsConfiguration(key))) changed.fire();
  });
  void lookNow();
  return {
    get value() {
      return { exclude: excludedGlobs(), battery };
    },
    onDidChange: changed.event,
    dispose() {
      clearInterval(timer);
      settings.dispose();
      changed.dispose();
    },
  };
}

/** The globs that are on; those with a condition depend on other files and hide little. */
function excludedGlobs(): string[] {
  const settings = vscode.workspace.getConfiguration();
  return excluding.flatMap((key) =>
    Object.entries(settings.get<Record<string, unknown>>(key, {}))
      .filter(([, on]) => on === true)
      .map(([glob]) => glob),
  );
}
