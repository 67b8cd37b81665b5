import * as vscode from "vscode";
import { type Instructions, recall } from "./instructions.ts";

const { l10n } = vscode;

/** The field of an instruction, which the editor makes a small editor of. */
export interface Box extends vscode.Disposable {
  /** Puts an earlier or a later instruction into the field that has the keyboard. */
  recall(direction: "earlier" | "later"): Promise<void>;
  /** Offers all earlier instructions. */
  pick(): Promise<void>;
}

/** For `when` in package.json: the field that has the keyboard holds several lines. */
const linesKey = "ingle.edit.manyLines";

/** A field that has just opened is not known of at once: so many milliseconds are waited. */
const knownWithinMs = 500;

/** The scheme of the documents of such fields. */
const scheme = "comment";

/** Whether an editor is one of these fields. */
export function isBox(editor: vscode.TextEditor | undefined): boolean {
  return editor?.document.uri.scheme === scheme;
}

/** Creates what fills the field with instructions of before. */
export function createBox(instructions: Instructions): Box {
  let told = false;
  /** In several lines the arrow keys move the cursor. */
  function tellLines(editor: vscode.TextEditor | undefined): void {
    const hasMany = isBox(editor) && (editor?.document.lineCount ?? 0) > 1;
    if (hasMany === told) return;
    told = hasMany;
    void vscode.commands.executeCommand("setContext", linesKey, hasMany);
  }
  const listening = vscode.Disposable.from(
    vscode.window.onDidChangeActiveTextEditor(tellLines),
    vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => {
      if (isBox(textEditor)) tellLines(textEditor);
    }),
  );

  return {
    async recall(direction) {
      const editor = await openField();
      if (!editor) return;
      const text = recall(instructions.all, editor.document.getText(), direction);
      if (text !== undefined) await fill(editor, text);
    },
    async pick() {
      const editor = await openField();
      const picked = await vscode.window.showQuickPick([...instructions.all], {
        title: l10n.t("Recent Instructions"),
        placeHolder:
          instructions.all.length > 0
            ? l10n.t("Choose one to use again")
            : l10n.t("There are none in this workspace yet"),
      });
      if (picked !== undefined && editor) await fill(editor, picked);
    },
    dispose: () => listening.dispose(),
  };
}

/** A comment has a second field, for replies, which an edit does not show; only that has an authority. */
function isOwnField(editor: vscode.TextEditor): boolean {
  return isBox(editor) && editor.document.uri.authority === "";
}

/** There is one field at a time. */
function openField(): Promise<vscode.TextEditor | undefined> {
  const active = vscode.window.activeTextEditor;
  const open = isBox(active) ? active : vscode.window.visibleTextEditors.findLast(isOwnField);
  if (open) return Promise.resolve(open);
  return new Promise((resolve) => {
    const give = (editor?: vscode.TextEditor): void => {
      clearTimeout(timer);
      listening.dispose();
      resolve(editor);
    };
    const timer = setTimeout(give, knownWithinMs);
    const listening = vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (isBox(editor)) give(editor);
    });
  });
}

async function fill(editor: vscode.TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, end.line, end.character), text));
  const last = document.lineAt(document.lineCount - 1).range.end;
  editor.selection = new vscode.Selection(last, last);
}
