import * as vscode from "vscode";
import type { Switches } from "../completion/switches.ts";

const { l10n } = vscode;

/** Asks for how long, and makes no suggestions until then. */
export async function snooze(switches: Switches): Promise<void> {
  const choices = [
    { label: l10n.t("5 minutes"), minutes: 5 },
    { label: l10n.t("30 minutes"), minutes: 30 },
    { label: l10n.t("2 hours"), minutes: 120 },
    { label: l10n.t("Until tomorrow"), minutes: minutesUntilTomorrow() },
  ];
  const choice = await vscode.window.showQuickPick(choices, {
    title: l10n.t("Snooze Ingle for how long?"),
  });
  if (choice) switches.snooze(choice.minutes);
}

function minutesUntilTomorrow(): number {
  const tomorrow = new Date();
  tomorrow.setHours(24, 0, 0, 0);
  return (tomorrow.getTime() - Date.now()) / 60_000;
}
