import { basename } from "node:path";
import * as vscode from "vscode";
import type { ChosenModel } from "../../server/protocol/options.ts";
import { askForModelFile } from "./chooseModel.ts";

const { l10n } = vscode;

/** Asks where a model comes from: a GGUF file, a server on this machine; `undefined` is no model. */
export async function askForModel(title: string): Promise<ChosenModel | undefined | "cancelled"> {
  const none = l10n.t("$(circle-slash) No model");
  const file = l10n.t("$(folder-opened) A GGUF file…");
  const server = l10n.t("$(server) A server on this machine…");
  const from = await vscode.window.showQuickPick([none, file, server], { title });
  if (from === undefined) return "cancelled";
  if (from === none) return undefined;
  if (from === server) return (await askForServer()) ?? "cancelled";
  const path = await askForModelFile();
  return path === undefined ? "cancelled" : { kind: "file", path };
}

/** A model as a row of a choice names it. */
export function describedModel(model: ChosenModel | undefined): string {
  if (model === undefined) return l10n.t("no model");
  return model.kind === "file" ? basename(model.path) : model.url;
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
