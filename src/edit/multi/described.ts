import * as vscode from "vscode";
import type { ProposalChecks } from "../../../server/protocol/edit.ts";

const { l10n } = vscode;

/** In a few words what was looked at before a proposal was shown. */
export function checkedText({ checker, syntax, faults }: ProposalChecks): string {
  if (checker.kind === "checked")
    return faults.length === 0
      ? l10n.t("checked by {0}", checker.by)
      : l10n.t("checked by {0}, {1} found worse", checker.by, String(faults.length));
  if (syntax === "kept") return l10n.t("only the syntax was checked");
  return syntax === "broken" ? l10n.t("the syntax is broken") : l10n.t("not checked");
}

/** A message of a checker without its line ends. */
export function oneLine(message: string): string {
  return message.replaceAll(/\s+/g, " ").trim();
}
