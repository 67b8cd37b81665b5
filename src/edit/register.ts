import * as vscode from "vscode";
import {
  type ActionTarget,
  actionCommands,
  type EditAction,
  type EditDiagnostic,
  type EditRegion,
  editRegionRequest,
} from "../../server/protocol/edit.ts";
import { problemText } from "../chat/problems.ts";
import type { Chat } from "../chat/view.ts";
import type { Client } from "../client.ts";
import type { Edits } from "./startEdit.ts";

const { l10n } = vscode;

interface ActionParts {
  client: Pick<Client, "ask">;
  chat: Pick<Chat, "ask">;
  edits: Pick<Edits, "startEdit">;
}

/** Registers the commands of the actions: those of menus, and that which a light bulb's offers run. */
export function registerActions({ client, chat, edits }: ActionParts): vscode.Disposable {
  function edit({ uri, range, action, diagnostic }: Target): Promise<void> | undefined {
    if (action === "explain" || action === "rename") return undefined;
    return edits.startEdit({ uri, range, action, ...(diagnostic ? { diagnostic } : {}) });
  }

  async function explain({ uri, range, diagnostic }: Target): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const { firstLine, endLine } = await linesMeant(client, document, range);
    const lines = document.validateRange(new vscode.Range(firstLine, 0, endLine, 0));
    const lastLine = Math.max(firstLine, endLine - 1);
    const place = { uri: uri.toString(), firstLine, lastLine };
    await chat.ask({
      command: "explain",
      text: diagnostic
        ? l10n.t("What does this mean, and what is its cause? {0}", diagnostic.message)
        : "",
      attachments: [
        { kind: "selection", ...place, text: document.getText(lines).replace(/\r?\n$/, "") },
        ...(diagnostic ? [{ kind: "problems" as const, text: problemText(uri, diagnostic) }] : []),
      ],
    });
  }

  const here = (action: EditAction) => async (): Promise<void> => {
    const target = await targetHere(action);
    if (target) await edit(target);
  };
  const commands: Record<string, (given?: unknown) => unknown> = {
    "ingle.fixCode": here("fix"),
    "ingle.documentCode": here("document"),
    "ingle.addTypes": here("addTypes"),
    "ingle.writeTests": here("writeTests"),
    "ingle.simplifyCode": here("simplify"),
    "ingle.extractFunction": here("extractFunction"),
    "ingle.extractVariable": here("extractVariable"),
    "ingle.splitFunction": here("split"),
    "ingle.convertToAsync": here("convertToAsync"),
    "ingle.convertToFunction": here("convertToFunction"),
    "ingle.convertToComprehension": here("convertToComprehension"),
    "ingle.translateComments": here("translateComments"),
    "ingle.explainCode": async (given) => {
      const target = given ? targetIn(given) : await targetHere("explain");
      if (target) await explain(target);
    },
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
    vscode.commands.registerCommand(actionCommands.edit, (given: unknown) => edit(targetIn(given))),
  );
}

/** What an action is about, as the editor has it. */
interface Target {
  uri: vscode.Uri;
  range: vscode.Range;
  action: ActionTarget["action"];
  diagnostic?: EditDiagnostic;
}

/** What the server has put into an offer comes back as it was. */
function targetIn(given: unknown): Target {
  const { uri, range, action, diagnostic } = given as ActionTarget;
  const { start, end } = range;
  return {
    ...{ uri: vscode.Uri.parse(uri), action },
    range: new vscode.Range(start.line, start.character, end.line, end.character),
    ...(diagnostic ? { diagnostic } : {}),
  };
}

/** What is selected, or where the cursor is; `fix` takes the gravest that is reported there. */
async function targetHere(action: Target["action"]): Promise<Target | undefined> {
  const editor = vscode.window.activeTextEditor;
  if (!editor) {
    void vscode.window.showInformationMessage(l10n.t("Open a file first."));
    return undefined;
  }
  const target = {
    uri: editor.document.uri,
    range: new vscode.Range(editor.selection.start, editor.selection.end),
    action,
  };
  if (action !== "fix") return target;
  const [gravest] = vscode.languages
    .getDiagnostics(target.uri)
    .filter(({ range }) => range.intersection(linesOf(editor)) !== undefined)
    .sort((a, b) => a.severity - b.severity);
  if (!gravest) {
    void vscode.window.showInformationMessage(
      l10n.t("Nothing is reported here that could be fixed."),
    );
    return undefined;
  }
  return { ...target, diagnostic: plain(gravest) };
}

function linesOf({ document, selection }: vscode.TextEditor): vscode.Range {
  return new vscode.Range(
    selection.start.line,
    0,
    selection.end.line,
    document.lineAt(selection.end.line).range.end.character,
  );
}

function plain({ message, range, code, source }: vscode.Diagnostic): EditDiagnostic {
  const { start, end } = range;
  const name = typeof code === "object" ? code.value : code;
  return {
    message,
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
    ...(name === undefined ? {} : { code: String(name) }),
    ...(source === undefined ? {} : { source }),
  };
}

/** The lines that an edit here would be about; the range's own where nobody can say. */
async function linesMeant(
  client: Pick<Client, "ask">,
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
): Promise<EditRegion> {
  const params = {
    textDocument: { uri: document.uri.toString(), version: document.version },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
  const meant = await client.ask<EditRegion | null>(editRegionRequest, params).catch(() => null);
  return meant ?? { firstLine: start.line, endLine: end.line + 1 };
}
