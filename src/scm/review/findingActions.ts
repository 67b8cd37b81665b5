import * as vscode from "vscode";
import type { Chat } from "../../chat/view.ts";
import type { Edits } from "../../edit/startEdit.ts";
import type { Findings } from "./findings.ts";

const { l10n } = vscode;

/** Lines around a finding that chat is shown. */
const linesAround = 12;

interface FindingParts {
  findings: Findings;
  edits: Pick<Edits, "startEdit">;
  chat: Pick<Chat, "ask">;
}

/** Has the edit mend what a finding says; the comment stays until a person dismisses it. */
export async function fixFinding({ findings, edits }: FindingParts, given: unknown): Promise<void> {
  const found = findings.of(given);
  if (!found?.thread.range) return;
  const { thread, finding } = found;
  const instruction = l10n.t("Fix this: {0}", finding.text);
  const { line } = found.thread.range.start;
  await edits.startEdit({
    uri: thread.uri,
    range: new vscode.Range(line, 0, line, 0),
    instruction,
  });
}

/** Asks chat about a finding, with the lines around it. */
export async function explainFinding(
  { findings, chat }: FindingParts,
  given: unknown,
): Promise<void> {
  const found = findings.of(given);
  if (!found?.thread.range) return;
  const { thread, finding } = found;
  const document = await vscode.workspace.openTextDocument(thread.uri);
  const { line } = found.thread.range.start;
  const firstLine = Math.max(0, line - linesAround);
  const lastLine = Math.min(document.lineCount - 1, line + linesAround);
  const end = document.lineAt(lastLine).range.end;
  await chat.ask({
    text: l10n.t(
      'A review says of line {0}: "{1}" Is that right? What is the cause, and what would mend it?',
      line + 1,
      finding.text,
    ),
    attachments: [
      {
        ...{ kind: "selection", uri: thread.uri.toString(), firstLine, lastLine },
        text: document.getText(new vscode.Range(new vscode.Position(firstLine, 0), end)),
      },
    ],
  });
}
