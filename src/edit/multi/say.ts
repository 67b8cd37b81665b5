import * as vscode from "vscode";
import type { Previewed } from "./previewed.ts";

/** Tells a person why nothing was shown; what they did themselves they know. */
export async function say(previewed: Previewed): Promise<void> {
  if (previewed.kind === "refused") await vscode.window.showWarningMessage(previewed.reason);
}
