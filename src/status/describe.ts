import * as vscode from "vscode";
import type { Status } from "../../server/protocol/messages.ts";
import type { ServerState } from "../client.ts";
import type { Pause } from "../completion/switches.ts";

/** How the status item looks: text with icons, a sentence or two, and whether it asks for attention. */
export interface Look {
  text: string;
  summary: string;
  attention: boolean;
}

const { l10n } = vscode;

/** What the status item shows; a failure goes before a pause, a pause before everything else. */
export function describe(state: ServerState, pause: Pause | undefined, working: boolean): Look {
  if (state.kind === "down") return failed(state.reason, l10n.t("Click to restart."));
  const status = state.kind === "running" ? state.status : undefined;
  if (status?.kind === "failed") return failed(status.reason, status.remedy);
  if (pause)
    return { text: "$(circle-slash) Ingle", summary: pauseSentence(pause), attention: false };
  return status ? describeStatus(status, working) : busy(l10n.t("Ingle is starting."));
}

/** The sentence that says why there are no suggestions. */
export function pauseSentence(pause: Pause): string {
  switch (pause.kind) {
    case "snoozed":
      return l10n.t(
        "Snoozed until {0}.",
        pause.until.toLocaleTimeString([], { timeStyle: "short" }),
      );
    case "off-here":
      return l10n.t("Off in this workspace.");
    case "off-by-rule":
      return l10n.t('Off by the rule "{0}" of the setting ingle.enable.', pause.rule);
    case "on-battery":
      return l10n.t("Paused: this machine runs on its battery.");
  }
}

function describeStatus(status: Exclude<Status, { kind: "failed" }>, working: boolean): Look {
  switch (status.kind) {
    case "checking":
      return busy(l10n.t("Ingle looks at its model."));
    case "loading":
      return busy(
        l10n.t("Ingle loads {0}: {1} %.", status.model.name, Math.round(status.progress * 100)),
      );
    case "waiting":
      return busy(
        status.model.origin === "server"
          ? l10n.t("{0} It is asked again.", status.reason)
          : l10n.t("{0} It is started again.", status.reason),
      );
    case "asleep":
      return calm(l10n.t("{0} is asleep; it wakes when you type.", status.model.name));
    case "ready": {
      const where = sentenceOf(status);
      return working ? busy(where) : calm(where);
    }
  }
}

function sentenceOf({ device, model }: Extract<Status, { kind: "ready" }>): string {
  switch (device.kind) {
    case "gpu":
      return l10n.t("{0} runs on {1} ({2}).", model.name, device.name, device.api);
    case "cpu":
      return l10n.t("{0} runs on the CPU: {1}.", model.name, device.why);
    case "server":
      return l10n.t("{0} runs in the server at {1}.", model.name, device.url);
  }
}

function busy(summary: string): Look {
  return { text: "$(loading~spin) Ingle", summary, attention: false };
}

function calm(summary: string): Look {
  return { text: "$(flame) Ingle", summary, attention: false };
}

function failed(reason: string, remedy: string): Look {
  return { text: "$(warning) Ingle", summary: `${reason} ${remedy}`, attention: true };
}
