import * as vscode from "vscode";
import type { ChatModelState } from "../../server/protocol/chat.ts";
import type { ServerState } from "../client.ts";
import type { ShownModel } from "./messages.ts";

const { l10n } = vscode;

/** Who answers, in words, with what can be done about it. */
export function shownModel(server: ServerState, model: ChatModelState): ShownModel {
  const choose = { action: "chooseModel", label: l10n.t("Choose a Chat Model…") } as const;
  const restart = { action: "restart", label: l10n.t("Restart the Engine") } as const;
  const plain = {
    ...{ name: l10n.t("no model"), attention: false, actions: [] },
    noPictures: l10n.t("Pictures cannot be attached: the model that answers cannot read them."),
  };
  if (server.kind === "down")
    return { ...plain, sentence: server.reason, attention: true, actions: [restart] };
  if (server.kind === "starting") return { ...plain, sentence: l10n.t("Ingle is starting.") };
  switch (model.kind) {
    case "none":
      return {
        ...plain,
        name: l10n.t("search only"),
        sentence: l10n.t(
          "The model that comes with Ingle completes code and cannot hold a conversation. Until you choose a chat model, questions of where and what are answered by a search of your code.",
        ),
        attention: true,
        actions: [choose],
      };
    case "checking":
      return { ...plain, name: "", sentence: l10n.t("Ingle looks at its chat model.") };
    case "asleep":
      return { ...plain, name: model.name };
    case "loading":
      return { ...plain, name: model.name, sentence: l10n.t("Ingle loads {0}.", model.name) };
    case "ready":
      return model.pictures
        ? { name: model.name, attention: false, actions: [] }
        : { ...plain, name: model.name };
    case "failed":
      return {
        ...plain,
        sentence: `${model.reason} ${model.remedy}`,
        attention: true,
        actions: [choose, restart],
      };
  }
}
