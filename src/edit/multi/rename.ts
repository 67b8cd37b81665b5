import * as vscode from "vscode";
import type { Client } from "../../client.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { applyKept } from "./kept.ts";
import { chooseName } from "./nameBox.ts";
import type { Previewed } from "./previewed.ts";
import { say } from "./say.ts";
import type { SourcePlace } from "./sourcePlace.ts";

const { l10n } = vscode;

/**
 * Renames the symbol at a place, everywhere, by the workspace's own language server, to a name that is
 * suggested or typed; each place can be ticked in the editor's preview.
 */
export async function renameWithNames(
  { client, checkpoints }: { client: Client; checkpoints: Checkpoints },
  place: SourcePlace,
): Promise<void> {
  const document = await vscode.workspace.openTextDocument(place.uri);
  const symbol = await prepared(document, place.position);
  if (symbol.kind === "refused") return say(symbol);
  const name = await chooseName(client, { document, ...symbol });
  if (name !== undefined && name !== symbol.name)
    await say(
      await renamed(
        document,
        { position: symbol.range.start, from: symbol.name, name },
        checkpoints,
      ),
    );
}

type Prepared =
  | { kind: "symbol"; name: string; range: vscode.Range }
  | { kind: "refused"; reason: string };

async function prepared(
  document: vscode.TextDocument,
  position: vscode.Position,
): Promise<Prepared> {
  try {
    const found = await vscode.commands.executeCommand<
      { range: vscode.Range; placeholder: string } | undefined
    >("vscode.prepareRename", document.uri, position);
    if (found) return { kind: "symbol", name: found.placeholder, range: found.range };
  } catch (error) {
    return { kind: "refused", reason: sentence(error) };
  }
  const range = document.getWordRangeAtPosition(position);
  return range
    ? { kind: "symbol", name: document.getText(range), range }
    : { kind: "refused", reason: l10n.t("There is no name at the cursor.") };
}

async function renamed(
  document: vscode.TextDocument,
  { position, from, name }: { position: vscode.Position; from: string; name: string },
  checkpoints: Checkpoints,
): Promise<Previewed> {
  let edit: vscode.WorkspaceEdit | undefined;
  try {
    edit = await vscode.commands.executeCommand<vscode.WorkspaceEdit | undefined>(
      "vscode.executeDocumentRenameProvider",
      ...[document.uri, position, name],
    );
  } catch (error) {
    return { kind: "refused", reason: sentence(error) };
  }
  if (!edit || edit.size === 0)
    return {
      kind: "refused",
      reason: l10n.t(
        "Nothing here can rename in {0}: no language server answers.",
        document.languageId,
      ),
    };
  const title = l10n.t("Rename {0} to {1}", from, name);
  const changed = edit.entries();
  for (const [uri, changes] of changed) {
    const metadata = { needsConfirmation: false, label: title };
    // In place, so that files that the language server would rename stay in the edit. Setting alone
    // would add to what is there, whatever its documentation says: it is taken away first.
    edit.set(uri, undefined as unknown as vscode.TextEdit[]);
    edit.set(
      uri,
      changes.map((change) => [change, metadata] as [vscode.TextEdit, typeof metadata]),
    );
  }
  return applyKept(edit, { title, uris: changed.map(([uri]) => uri), checkpoints });
}

/** What a language server says, as a sentence. */
function sentence(error: unknown): string {
  const text = (error instanceof Error ? error.message : String(error)).trim();
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
