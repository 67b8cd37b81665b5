import * as vscode from "vscode";
import type { ProposalChecks, ProposalFault, ProposedHunk } from "../../../server/protocol/edit.ts";

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

/** The faults as one line; empty where there are none. */
export function faultsAt(faults: readonly Pick<ProposalFault, "message">[]): string {
  return faults.map(({ message }) => `⚠ ${message.replaceAll(/\s+/g, " ")}`).join(" ");
}

/** Where each hunk's lines stand once all of them are applied: from `first` up to, not with, `end`. */
export function hunksWithPlaces(
  hunks: readonly ProposedHunk[],
): { hunk: ProposedHunk; first: number; end: number }[] {
  let moved = 0;
  return hunks.map((hunk) => {
    const lines = hunk.text === "" ? 0 : hunk.text.replace(/\n$/, "").split("\n").length;
    const first = hunk.firstLine + moved;
    moved += lines - (hunk.endLine - hunk.firstLine);
    return { hunk, first, end: first + lines };
  });
}
