import * as vscode from "vscode";
import type { LineSpan } from "./carry.ts";

/** What is drawn over the lines of one document. */
export interface Marked {
  /** What the edit is about. */
  regions: LineSpan[];
  /** Lines that would go. */
  going: LineSpan[];
  /** Lines of which nothing is known yet. */
  pending: LineSpan[];
}

/** Draws over lines, in every editor that shows their document. */
export interface Marks extends vscode.Disposable {
  draw(editor: vscode.TextEditor, marked: Marked): void;
}

/** Creates the marks; colours are the theme's, and lines that would go also bear a minus. */
export function createMarks(extension: vscode.Uri): Marks {
  const minus = (name: string) => ({
    gutterIconPath: vscode.Uri.joinPath(extension, "media", "edit", `minus-${name}.svg`),
  });
  const types: Record<keyof Marked, vscode.TextEditorDecorationType> = {
    regions: vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.rangeHighlightBackground"),
    }),
    going: vscode.window.createTextEditorDecorationType({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
      overviewRulerColor: new vscode.ThemeColor("diffEditorOverview.removedForeground"),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
      light: minus("light"),
      dark: minus("dark"),
    }),
    pending: vscode.window.createTextEditorDecorationType({ opacity: "0.55" }),
  };
  const kinds = Object.keys(types) as (keyof Marked)[];
  return {
    draw(editor, marked) {
      for (const kind of kinds) {
        const spans = marked[kind].filter(({ firstLine, endLine }) => endLine > firstLine);
        const ranges = spans.map(({ firstLine, endLine }) => linesAt(editor, firstLine, endLine));
        editor.setDecorations(types[kind], ranges);
      }
    },
    dispose: () => vscode.Disposable.from(...Object.values(types)).dispose(),
  };
}

function linesAt({ document }: vscode.TextEditor, firstLine: number, endLine: number) {
  return document.validateRange(new vscode.Range(firstLine, 0, endLine - 1, Number.MAX_VALUE));
}
