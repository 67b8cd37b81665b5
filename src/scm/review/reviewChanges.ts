import * as vscode from "vscode";
import {
  type Finding,
  type ReviewOutcome,
  type ReviewParams,
  scmReviewRequest,
} from "../../../server/protocol/scm.ts";
import { chooseRepository } from "../chooseRepository.ts";
import type { Repository } from "../git.ts";
import { type ScmRequests, showRefusal } from "../requests.ts";
import type { Findings } from "./findings.ts";
import { lineMap } from "./mapLine.ts";
import { chooseReviewed, type Reviewed } from "./reviewed.ts";

const { l10n } = vscode;

/** Reviews changes that a person chooses; findings become comments as they come. */
export async function reviewChanges(
  { requests, findings }: { requests: ScmRequests; findings: Findings },
  target: unknown,
): Promise<void> {
  const repository = await chooseRepository(target);
  const reviewed = repository && (await chooseReviewed(repository));
  if (!reviewed) return;
  findings.clear();
  const places = placesIn(repository, reviewed);
  /** One after the other, so that they stand in the order in which they came. */
  let placing = Promise.resolve();
  let moved = 0;
  async function place(finding: Finding): Promise<void> {
    const found = await places(finding);
    if (found) findings.add(found.uri, found.range.start.line, finding);
    else moved += 1;
  }
  const params: Omit<ReviewParams, "request"> = reviewed.changes;
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Reviewing changes"),
      cancellable: true,
    },
    (progress, token) =>
      requests.ask<ReviewOutcome>(scmReviewRequest, params, {
        token,
        onEvent(event) {
          if (event.kind === "file")
            progress.report({
              message: l10n.t("{0} ({1} of {2})", event.path, event.at, event.of),
              increment: 100 / event.of,
            });
          if (event.kind === "finding") placing = placing.then(() => place(event.finding));
        },
      }),
  );
  await placing;
  if (outcome.kind === "refused") return showRefusal(outcome);
  if (outcome.kind === "cancelled") return;
  await tell(outcome, { findings, moved });
}

async function tell(
  { files, notes }: ReviewOutcome & { kind: "review" },
  { findings, moved }: { findings: Findings; moved: number },
): Promise<void> {
  const { count } = findings;
  const said = [
    count === 0
      ? l10n.t("Files reviewed: {0}. Nothing was found.", files)
      : l10n.t("Files reviewed: {0}. Findings: {1}.", files, count),
    ...(moved === 0 ? [] : [l10n.t("Findings of lines that have changed since: {0}.", moved)]),
    ...notes,
  ].join(" ");
  const show = l10n.t("Show the First");
  const clear = l10n.t("Clear All");
  const chosen = await vscode.window.showInformationMessage(
    said,
    ...(count === 0 ? [] : [show, clear]),
  );
  if (chosen === clear) findings.clear();
  const first = chosen === show ? findings.first() : undefined;
  if (first) await vscode.window.showTextDocument(first.uri, { selection: first.range });
}

/** Finds the line of the document that a line of the diff's new text is now. */
function placesIn(
  { rootUri }: Repository,
  { texts }: Reviewed,
): (finding: Finding) => Promise<vscode.Location | undefined> {
  const maps = new Map<string, (line: number) => number | undefined>();
  return async ({ path, line }) => {
    const uri = vscode.Uri.joinPath(rootUri, path);
    const text = texts.get(uri.path);
    if (text === undefined) return undefined;
    let document: vscode.TextDocument;
    try {
      document = await vscode.workspace.openTextDocument(uri);
    } catch {
      // Not there any more, or no text.
      return undefined;
    }
    const key = `${document.version} ${uri.path}`;
    const map = maps.get(key) ?? lineMap(text, document.getText());
    maps.set(key, map);
    const now = map(line);
    return now === undefined ? undefined : new vscode.Location(uri, new vscode.Position(now, 0));
  };
}
