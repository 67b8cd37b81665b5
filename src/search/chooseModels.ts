import * as vscode from "vscode";
import { askForModel, describedModel } from "../commands/askForModel.ts";
import type { SearchModels, SearchPurpose } from "./models.ts";

const { l10n } = vscode;

/** Asks which model should help to search, for what, and from where. */
export async function chooseSearchModels(models: SearchModels): Promise<void> {
  const { embedding, reranking } = models.all;
  const what: (vscode.QuickPickItem & { purpose: SearchPurpose })[] = [
    {
      purpose: "embedding",
      label: l10n.t("$(symbol-misc) Find by meaning"),
      description: describedModel(embedding),
      detail: l10n.t("An embedding model finds code that says the same in other words."),
    },
    {
      purpose: "reranking",
      label: l10n.t("$(list-ordered) Put the best first"),
      description: describedModel(reranking),
      detail: l10n.t("A reranking model reads what was found beside the question."),
    },
  ];
  const picked = await vscode.window.showQuickPick(what, {
    title: l10n.t("Models for search"),
    placeHolder: l10n.t("Search works without them, by words and by names."),
    matchOnDetail: true,
  });
  if (picked === undefined) return;
  const choice = await askForModel(picked.label.replace(/^\$\([^)]*\) /, ""));
  if (choice !== "cancelled") await models.set(picked.purpose, choice);
}
