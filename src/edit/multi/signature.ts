import * as vscode from "vscode";
import {
  type ChangeSignatureParams,
  editChangeSignatureRequest,
  editSignatureRequest,
  type SignatureOutcome,
} from "../../../server/protocol/refactor.ts";
import type { Client } from "../../client.ts";
import { propose } from "./ask.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { say } from "./say.ts";
import { isSignature } from "./signatureText.ts";
import { type SourcePlace, toParams } from "./sourcePlace.ts";

const { l10n } = vscode;

/**
 * Changes the signature of the function at a place, and every call with it: by a new signature that the
 * person writes, or by words about what is to change, which a chat model carries out.
 */
export async function changeSignature(
  { client, checkpoints }: { client: Client; checkpoints: Checkpoints },
  place: SourcePlace,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(place.uri);
  const found = await client.ask<SignatureOutcome>(
    editSignatureRequest,
    toParams(document, place.position),
  );
  if (!found) return;
  if (found.kind === "refused") return say(found);
  const { name, range } = found;
  const text = found.text.replaceAll(/\s*\n\s*/g, " ");
  const open = text.indexOf("(", text.indexOf(name)) + 1;
  const typed = await vscode.window.showInputBox({
    title: l10n.t("Change the Signature of {0}", name),
    prompt: l10n.t("Change it here, or say instead in words what should change."),
    value: text,
    valueSelection: [open, Math.max(open, text.lastIndexOf(")"))],
  });
  const wanted = typed?.trim() ?? "";
  if (wanted === "" || wanted === text) return;
  const start = new vscode.Position(range.start.line, range.start.character);
  const params: ChangeSignatureParams = {
    ...toParams(document, document.validatePosition(nameAt(document, start, name))),
    ...(isSignature(wanted, { text, name }) ? { signature: wanted } : { instruction: wanted }),
  };
  await propose(editChangeSignatureRequest, params, {
    ...{ client, checkpoints },
    title: l10n.t("Change the signature of {0}", name),
  });
}

/** The cursor may be in another function within this one: its name stands in its head alone. */
function nameAt(
  document: vscode.TextDocument,
  start: vscode.Position,
  name: string,
): vscode.Position {
  const from = document.offsetAt(start);
  const at = document.getText().indexOf(name, from);
  return document.positionAt(at < 0 ? from : at);
}
