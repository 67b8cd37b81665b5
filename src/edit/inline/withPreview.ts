import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { Client } from "../../client.ts";
import { followDocuments } from "../multi/following.ts";
import type { Instructions } from "./instructions.ts";
import { placeOf, requestEdit } from "./request.ts";
import type { ShowElsewhere, Wish } from "./session.ts";
import { whyNotEditable } from "./writable.ts";

const { l10n } = vscode;

/** What an edit needs that is shown in the editor's preview. */
export interface PreviewParts {
  client: Pick<Client, "ask" | "state">;
  elsewhere: ShowElsewhere;
}

/** What is to be edited, and what is asked of it. */
export interface PreviewedEdit extends Wish {
  document: vscode.TextDocument;
  range: vscode.Range;
}

/**
 * An edit where the editor lets nothing stand between the lines, as in Zen Mode: the instruction is
 * asked for above, and the proposal is shown in the editor's preview.
 */
export async function askWithPreview(
  parts: PreviewParts,
  instructions: Instructions,
): Promise<void> {
  const editor = vscode.window.activeTextEditor;
  const why = editor ? await whyNotEditable(editor.document) : l10n.t("Open a file to edit first.");
  if (!editor || why !== undefined) return say(why);
  const { document, selection } = editor;
  const instruction = await vscode.window.showInputBox({
    title: l10n.t("Edit"),
    prompt: l10n.t("What should become of what is selected, or of what the cursor is in?"),
    ignoreFocusOut: true,
  });
  if (!instruction?.trim()) return;
  instructions.add(instruction);
  await proposeInPreview(parts, { document, range: selection, instruction });
}

/** Has an edit proposed and shows it in the editor's preview, or says why there is none. */
export async function proposeInPreview(
  { client, elsewhere }: PreviewParts,
  { document, range, ...wish }: PreviewedEdit,
): Promise<void> {
  const following = followDocuments();
  const params = { edit: randomUUID(), ...wish, ...placeOf(document, range) };
  const outcome = await vscode.window.withProgress(
    { location: vscode.ProgressLocation.Notification, title: "Ingle", cancellable: true },
    (_, token) => requestEdit(client, params, token),
  );
  if (outcome.kind === "proposal") say(await elsewhere(outcome.proposal, following));
  if (outcome.kind === "refused") say([outcome.reason, outcome.remedy].filter(Boolean).join(" "));
  following.dispose();
}

function say(text: string | undefined): void {
  if (text !== undefined) void vscode.window.showInformationMessage(text);
}
