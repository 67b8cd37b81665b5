import * as vscode from "vscode";
import { enableRules } from "../settings.ts";
import type { Battery } from "./battery.ts";

/** Why Ingle makes no suggestions in a document. */
export type Pause =
  | { kind: "snoozed"; until: Date }
  | { kind: "off-here" }
  | { kind: "off-by-rule"; rule: string }
  | { kind: "on-battery" };

/** Everything that a person may have turned off, in one place. */
export interface Switches extends vscode.Disposable {
  /** Fires when the answer for some document may have changed. */
  readonly onDidChange: vscode.Event<void>;
  /** Why there are no suggestions in this document, or undefined: there are. */
  pauseFor(document: vscode.TextDocument): Pause | undefined;
  snooze(minutes: number): void;
  wake(): void;
  setHere(enabled: boolean): Promise<void>;
}

const offHereKey = "completion.offHere";

/** Creates the switches. "Here" is remembered with the workspace, not written into its files. */
export function createSwitches(
  state: vscode.Memento,
  battery: Pick<Battery, "pauses" | "onDidChange">,
): Switches {
  const changed = new vscode.EventEmitter<void>();
  let snoozedUntil: Date | undefined;
  let timer: NodeJS.Timeout | undefined;
  const settingsChanged = vscode.workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration("ingle.enable")) changed.fire();
  });
  const batteryChanged = battery.onDidChange(() => changed.fire());

  function wake(): void {
    clearTimeout(timer);
    snoozedUntil = undefined;
    changed.fire();
  }

  return {
    onDidChange: changed.event,
    pauseFor(document) {
      if (snoozedUntil) return { kind: "snoozed", until: snoozedUntil };
      if (state.get<boolean>(offHereKey, false)) return { kind: "off-here" };
      const rule = decidingRule(document);
      if (rule !== undefined && !rule.enabled) return { kind: "off-by-rule", rule: rule.name };
      return battery.pauses ? { kind: "on-battery" } : undefined;
    },
    snooze(minutes) {
      clearTimeout(timer);
      snoozedUntil = new Date(Date.now() + minutes * 60_000);
      timer = setTimeout(wake, minutes * 60_000);
      changed.fire();
    },
    wake,
    async setHere(enabled) {
      await state.update(offHereKey, enabled ? undefined : true);
      changed.fire();
    },
    dispose() {
      clearTimeout(timer);
      settingsChanged.dispose();
      batteryChanged.dispose();
      changed.dispose();
    },
  };
}

/** The most particular rule decides: a glob before the language, the language before `*`. */
function decidingRule(
  document: vscode.TextDocument,
): { name: string; enabled: boolean } | undefined {
  const rules = enableRules(document);
  const glob = Object.keys(rules).find(
    (name) => isGlob(name) && vscode.languages.match({ pattern: name }, document) > 0,
  );
  const name = glob ?? (document.languageId in rules ? document.languageId : "*");
  const enabled = rules[name];
  return enabled === undefined ? undefined : { name, enabled };
}

function isGlob(name: string): boolean {
  return name !== "*" && /[*?/{.]/.test(name);
}
