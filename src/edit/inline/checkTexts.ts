import * as vscode from "vscode";
import type { CheckerOutcome, ProposalFault } from "../../../server/protocol/edit.ts";
import type { OpenHunk } from "./carry.ts";
import { plain } from "./markdown.ts";
import type { Review } from "./state.ts";

const { l10n } = vscode;

/** What was checked of a proposal and what was found, a paragraph each, as Markdown. */
export function checkTexts(review: Review): string[] {
  const { syntax, checker, faults, formatter, repaired } = review.proposal.checks;
  const notes = [
    ...(checker.kind === "checked" && checker.note !== undefined ? [plain(checker.note)] : []),
    ...(formatter === undefined ? [] : [l10n.t("Formatted by {0}.", plain(formatter))]),
    ...(repaired ? [l10n.t("A first answer had faults; this is the second.")] : []),
  ].join(" ");
  if (faults.length > 0 || syntax === "broken") {
    // With several hunks each has its own.
    const shown = review.count === 1 ? [] : review.hunks.flatMap((hunk) => faultsIn(hunk, review));
    const others = faults.filter((fault) => !shown.includes(fault));
    const list = others.slice(0, mostFaults).map((fault) => `- ${faultText(fault)}`);
    return [`$(warning) ${faultsText(checker, faults.length, syntax)} ${notes}`, list.join("\n")];
  }
  return [`${fineText(checker, syntax)} ${notes}`];
}

const mostFaults = 8;

function faultsText(checker: CheckerOutcome, count: number, syntax: string): string {
  if (syntax === "broken") return l10n.t("This does not parse.");
  const by = checker.kind === "checked" ? plain(checker.by) : "Ingle";
  return count === 1
    ? l10n.t("{0} finds 1 thing worse than before:", by)
    : l10n.t("{0} finds {1} things worse than before:", by, count);
}

function fineText(checker: CheckerOutcome, syntax: string): string {
  if (checker.kind === "checked")
    return `$(check) ${l10n.t("Checked by {0}: nothing is worse than before.", plain(checker.by))}`;
  const reason = plain(checker.reason);
  return syntax === "kept"
    ? `$(info) ${l10n.t("Only the syntax was checked, and it is right. {0}", reason)}`
    : `$(info) ${l10n.t("Not checked. {0}", reason)}`;
}

/** A fault on one line. */
export function faultText({ severity, message, code, range }: ProposalFault): string {
  const symbol = severity === "error" ? "$(error)" : "$(warning)";
  const place = l10n.t("line {0}", range.start.line + 1);
  return `${symbol} ${plain(message)} (${[place, ...(code ? [plain(code)] : [])].join(", ")})`;
}

/** The faults whose place in the proposed text is one of a hunk's new lines. */
export function faultsIn(hunk: OpenHunk, { proposal }: Review): ProposalFault[] {
  const file = proposal.files[0];
  let by = 0;
  for (const [index, { firstLine, endLine, text }] of (file?.hunks ?? []).entries()) {
    const come = text === "" ? 0 : text.replace(/\n$/, "").split("\n").length;
    const first = firstLine + by;
    if (index + 1 === hunk.number)
      return proposal.checks.faults.filter(
        ({ uri, range: { start } }) =>
          uri === file?.uri && start.line >= first && start.line < first + come,
      );
    by += come - (endLine - firstLine);
  }
  return [];
}
