import { basename } from "node:path";
import * as vscode from "vscode";
import type { ChosenModel } from "../../server/protocol/options.ts";
import { askForModelFile } from "../commands/chooseModel.ts";
import type { SearchModels, SearchPurpose } from "./models.ts";

const { l10n } = vscode;

/** Asks which model should help to search, for what, and from where. */
export async function chooseSearchModels(models: SearchModels): Promise<void> {
  const { embedding, reranking } = models.all;
  const what: (vscode.QuickPickItem & { purpose: SearchPurpose })[] = [
    {
      purpose: "embedding",
      label: l10n.t("$(symbol-misc) Find by meaning"),
      description: described(embedding),
      detail: l10n.t("An embedding model finds code that says the same in other words."),
    },
    {
      purpose: "reranking",
      label: l10n.t("$(list-ordered) Put the best first"),
      description: described(reranking),
      detail: l10n.t("A reranking model reads what was found beside the question."),
    },
  ];
  const picked = await vscode.window.showQuickPick(what, {
    title: l10n.t("Models for search"),
    placeHolder: l10n.t("Search works without them, by words and by names."),
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const choice = await askFrom(picked);
  if (choice !== "cancelled") await models.set(picked.purpose, choice);
}

async function askFrom({
  label,
}: vscode.QuickPickItem): Promise<ChosenModel | undefined | "cancelled"> {
  const none = l10n.t("$(circle-slash) No model");
  const file = l10n.t("$(folder-opened) A GGUF file…");
  const server = l10n.t("$(server) A server on this machine…");
  const from = await vscode.window.showQuickPick([none, file, server], {
    title: label.replace(/^\$\([^)]*\) /, ""),
  });
  if (from === undefined) return "cancelled";
  if (from === none) return undefined;
  if (from === server) return (await askForServer()) ?? "cancelled";
  const path = await askForModelFile();
  return path === undefined ? "cancelled" : { kind: "file", path };
}

async function askForServer(): Promise<ChosenModel | undefined> {
  const url = await vscode.window.showInputBox({
    title: l10n.t("The address of a server with OpenAI's API"),
    value: "http://127.0.0.1:8081",
    prompt: l10n.t("It has to run on this machine: Ingle connects to no other."),
    validateInput: (text) =>
      isLocal(text.trim()) ? undefined : l10n.t("For example http://127.0.0.1:8081"),
  });
  return url === undefined ? undefined : { kind: "server", url: url.trim() };
}

/** A first look, for the person's sake; the server's guard decides. */
function isLocal(text: string): boolean {
  return (
    URL.canParse(text) && /^http:\/\/(localhost|127\.\d+\.\d+\.\d+|\[::1\])([:/]|$)/i.test(text)
  );
}

function described(model: ChosenModel | undefined): string {
  if (model === undefined) return l10n.t("no model");
  return model.kind === "file" ? basename(model.path) : model.url;
}
