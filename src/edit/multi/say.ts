import * as vscode from "vscode";

/** Tells a person why nothing was done; what they did themselves they know. */
export async function say(
  outcome: { kind: "refused"; reason: string; remedy?: string } | { kind: "applied" | "discarded" },
): Promise<void> {
  if (outcome.kind !== "refused") return;
  const text =
    outcome.remedy === undefined ? outcome.reason : `${outcome.reason} ${outcome.remedy}`;
  await vscode.window.showWarningMessage(text);
}
