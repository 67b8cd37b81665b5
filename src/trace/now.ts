import * as vscode from "vscode";
import type { ServerState } from "../client.ts";
import type { Pause } from "../completion/switches.ts";
import { describe } from "../status/describe.ts";
import type { Now } from "./messages.ts";

const { l10n } = vscode;

/** The state of Ingle in the view: the status item's own sentence, with what helps beside it. */
export function nowOf(state: ServerState, pause: Pause | undefined): Now {
  const { summary, attention } = describe(state, pause, false);
  return {
    sentence: summary,
    attention: attention || pause !== undefined,
    actions: actionsFor(state, pause),
  };
}

function actionsFor(state: ServerState, pause: Pause | undefined): Now["actions"] {
  if (state.kind === "down" || (state.kind === "running" && state.status.kind === "failed"))
    return [
      { action: "restart", label: l10n.t("Restart the Engine") },
      { action: "showLog", label: l10n.t("Show the Log") },
    ];
  switch (pause?.kind) {
    case "snoozed":
      return [{ action: "wake", label: l10n.t("Wake Up") }];
    case "off-here":
      return [{ action: "turnOnHere", label: l10n.t("Turn On in This Workspace") }];
    case "off-by-rule":
      return [{ action: "turnOnForLanguage", label: l10n.t("Turn On for This Language") }];
    case "on-battery":
      return [{ action: "ignoreBattery", label: l10n.t("Suggest on Battery Too") }];
    case undefined:
      return [];
  }
}
