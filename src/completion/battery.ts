import * as vscode from "vscode";
import { isOnBattery } from "./powerSupply.ts";
import type { RuleChanges } from "./ruleChanges.ts";

/** The rule that pauses Ingle on battery; it is off until a person turns it on. */
export const batteryRule = "battery";

/** Whether the battery is a reason to make no suggestions now. */
export interface Battery extends vscode.Disposable {
  readonly pauses: boolean;
  readonly onDidChange: vscode.Event<void>;
}

const lookEveryMs = 60_000;

/** Looks at the battery once a minute, and only while the rule is on. */
export function createBattery(
  rules: RuleChanges,
  look: () => Promise<boolean> = isOnBattery,
): Battery {
  const changed = new vscode.EventEmitter<void>();
  let timer: NodeJS.Timeout | undefined;
  let pauses = false;

  function enter(next: boolean): void {
    if (pauses === next) return;
    pauses = next;
    changed.fire();
  }

  async function lookNow(): Promise<void> {
    clearTimeout(timer);
    if (!rules.isOn(batteryRule)) {
      enter(false);
      return;
    }
    timer = setTimeout(() => void lookNow(), lookEveryMs);
    const drained = await look();
    enter(drained && rules.isOn(batteryRule));
  }

  const rulesChanged = rules.onDidChange(() => void lookNow());
  void lookNow();
  return {
    get pauses() {
      return pauses;
    },
    onDidChange: changed.event,
    dispose() {
      clearTimeout(timer);
      rulesChanged.dispose();
      changed.dispose();
    },
  };
}
