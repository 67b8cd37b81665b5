import * as vscode from "vscode";
import type { IndexStatus } from "../../server/protocol/messages.ts";
import type { Client } from "../client.ts";
import type { Switches } from "../completion/switches.ts";
import { describeIndex } from "../index/describe.ts";
import type { Indexing } from "../index/indexing.ts";
import { describe, pauseSentence } from "./describe.ts";

interface Entry extends vscode.QuickPickItem {
  command?: string;
  arguments?: unknown[];
}

const { l10n } = vscode;

/** Shows what Ingle is doing and what can be done about it, in a quick pick. */
export async function showMenu(
  client: Client,
  switches: Switches,
  indexing: Pick<Indexing, "status">,
): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  const pause = document && switches.pauseFor(document);
  const picked = await vscode.window.showQuickPick(
    [...switchEntries(document, switches), ...indexEntries(indexing.status), ...alwaysThere()],
    {
      title: "Ingle",
      placeHolder: pause ? pauseSentence(pause) : describe(client.state, undefined, false).summary,
    },
  );
  if (picked?.command)
    await vscode.commands.executeCommand(picked.command, ...(picked.arguments ?? []));
}

function switchEntries(document: vscode.TextDocument | undefined, switches: Switches): Entry[] {
  const pause = document && switches.pauseFor(document);
  if (pause?.kind === "snoozed")
    return [{ label: l10n.t("$(play) Wake up"), command: "ingle.wake" }];
  const entries: Entry[] = [{ label: l10n.t("$(bell-slash) Snooze…"), command: "ingle.snooze" }];
  entries.push(
    pause?.kind === "off-here"
      ? { label: l10n.t("$(play) Turn on in this workspace"), command: "ingle.turnOnHere" }
      : {
          label: l10n.t("$(circle-slash) Turn off in this workspace"),
          command: "ingle.turnOffHere",
        },
  );
  if (document && pause?.kind !== "off-here" && pause?.kind !== "on-battery") {
    const language = document.languageId;
    entries.push(
      pause
        ? { label: l10n.t("$(play) Turn on for {0}", language), command: "ingle.turnOnForLanguage" }
        : {
            label: l10n.t("$(circle-slash) Turn off for {0}", language),
            command: "ingle.turnOffForLanguage",
          },
    );
  }
  return entries;
}

/** What the index does stands beside what can be done about it. */
function indexEntries(status: IndexStatus | undefined): Entry[] {
  const description = describeIndex(status);
  if (!status || description === undefined || status.kind === "unavailable") return [];
  const rebuild = { label: l10n.t("$(refresh) Rebuild the index"), command: "ingle.rebuildIndex" };
  const skipped = {
    label: l10n.t("$(list-unordered) Files that are not in the index…"),
    command: "ingle.showSkippedFiles",
  };
  const stop = { label: l10n.t("$(debug-stop) Stop indexing"), command: "ingle.stopIndexing" };
  const resume = { label: l10n.t("$(play) Go on indexing"), command: "ingle.resumeIndexing" };
  const wasStopped = status.kind === "paused" && status.why === "cancelled";
  const now = status.kind === "indexing" || status.kind === "paused";
  const first = wasStopped ? resume : now ? stop : rebuild;
  const separator = { label: "", kind: vscode.QuickPickItemKind.Separator };
  return [separator, { ...first, description }, ...(now ? [rebuild] : []), skipped];
}

function alwaysThere(): Entry[] {
  return [
    { label: "", kind: vscode.QuickPickItemKind.Separator },
    { label: l10n.t("$(search) Search workspace…"), command: "ingle.search" },
    { label: l10n.t("$(question) Why no suggestion?"), command: "ingle.whyNoSuggestion" },
    { label: l10n.t("$(file-binary) Choose a model file…"), command: "ingle.chooseModel" },
    {
      label: l10n.t("$(search) Choose models for search…"),
      command: "ingle.chooseSearchModels",
    },
    { label: l10n.t("$(debug-restart) Restart the engine"), command: "ingle.restart" },
    { label: l10n.t("$(output) Show the log"), command: "ingle.showLog" },
    {
      label: l10n.t("$(gear) Settings"),
      command: "workbench.action.openSettings",
      arguments: ["@ext:ingle.ingle"],
    },
  ];
}
