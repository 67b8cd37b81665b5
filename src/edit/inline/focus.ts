import * as vscode from "vscode";

/** Gives the keyboard back to the code. */
export function focusCode(): void {
  void vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
}

/** What is selected would hide what is drawn over the lines. */
export function collapseSelection(document: vscode.TextDocument): void {
  for (const editor of vscode.window.visibleTextEditors) {
    const { active, isEmpty } = editor.selection;
    if (editor.document === document && !isEmpty)
      editor.selection = new vscode.Selection(active, active);
  }
}

/** Puts the cursor at the next of these lines, or at the one before, round the end of the document. */
export function goToLine(
  editor: vscode.TextEditor,
  lines: readonly number[],
  direction: "next" | "previous",
): void {
  const sorted = [...lines].sort((a, b) => a - b);
  const here = editor.selection.active.line;
  const line =
    direction === "next"
      ? (sorted.find((each) => each > here) ?? sorted[0])
      : (sorted.findLast((each) => each < here) ?? sorted.at(-1));
  if (line === undefined) return;
  const place = editor.document.validatePosition(new vscode.Position(line, 0));
  editor.selection = new vscode.Selection(place, place);
  editor.revealRange(
    new vscode.Range(place, place),
    vscode.TextEditorRevealType.InCenterIfOutsideViewport,
  );
  focusCode();
}
