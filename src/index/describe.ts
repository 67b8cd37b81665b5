import * as vscode from "vscode";
import type { IndexStatus } from "../../server/protocol/messages.ts";

const { l10n } = vscode;

/** What the index does, in a sentence or two; undefined where there is nothing to be said. */
export function describeIndex(status: IndexStatus | undefined): string | undefined {
  switch (status?.kind) {
    case undefined:
    case "off":
    case "opening":
      return undefined;
    case "unavailable":
    case "failed":
      return `${status.reason} ${status.remedy}`;
    case "indexing":
      return l10n.t("Indexing the workspace: {0} of {1} files.", status.done, status.total);
    case "paused":
      switch (status.why) {
        case "cancelled":
          return l10n.t("Indexing was stopped: {0} of {1} files.", status.done, status.total);
        case "battery":
          return l10n.t("Indexing waits, on battery: {0} of {1} files.", status.done, status.total);
        case "typing":
          return l10n.t("Indexing the workspace: {0} of {1} files.", status.done, status.total);
      }
      break;
    case "ready":
      return l10n.t("{0} files are indexed.", status.files);
  }
}
