import * as vscode from "vscode";
import { askForModel } from "../commands/askForModel.ts";
import type { ChatModel } from "./model.ts";

/** Asks which model answers in chat, and from where. */
export async function chooseChatModel(model: ChatModel): Promise<void> {
  const choice = await askForModel(vscode.l10n.t("Which model should answer in chat?"));
  if (choice !== "cancelled") await model.set(choice);
}
