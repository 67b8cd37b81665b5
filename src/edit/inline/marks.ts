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
  draw(markedIn: (document: vscode.TextDocument) => readonly Marked[]): void;
}

/** Creates the marks; colours are the theme's, and lines that would go also bear a minus. */
export function createMarks(extension: vscode.Uri): Marks {
  let types = typesFor(extension, vscode.window.activeColorTheme);
  const listening = vscode.window.onDidChangeActiveColorTheme((theme) => {
    disposeAll(types);
    types = typesFor(extension, theme);
  });
  return {
    draw(markedIn) {
      for (const editor of vscode.window.visibleTextEditors) {
        const all = markedIn(editor.document);
        for (const kind of Object.keys(types) as (keyof Marked)[]) {
          const spans = all.flatMap((marked) => marked[kind]);
          const ranges = spans
            .filter(({ firstLine, endLine }) => endLine > firstLine)
            .map(({ firstLine, endLine }) => linesAt(editor, firstLine, endLine));
          editor.setDecorations(types[kind], ranges);
        }
      }
    },
    dispose() {
      listening.dispose();
      disposeAll(types);
    },
  };
}

type Types = Record<keyof Marked, vscode.TextEditorDecorationType>;

function typesFor(extension: vscode.Uri, { kind }: vscode.ColorTheme): Types {
  const minus = (name: string) => ({
    gutterIconPath: vscode.Uri.joinPath(extension, "media", "edit", `minus-${name}.svg`),
  });
  const create = vscode.window.createTextEditorDecorationType;
  return {
    regions: create({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("editor.inactiveSelectionBackground"),
    }),
    going: create({
      isWholeLine: true,
      backgroundColor: new vscode.ThemeColor("diffEditor.removedLineBackground"),
      ...(isHighContrast(kind) ? dashed : {}),
      overviewRulerColor: new vscode.ThemeColor("diffEditorOverview.removedForeground"),
      overviewRulerLane: vscode.OverviewRulerLane.Full,
      light: minus("light"),
      dark: minus("dark"),
    }),
    pending: create({ opacity: "0.55" }),
  };
}

/** Themes of high contrast draw what goes with a border, others have no colour for one. */
const dashed: vscode.DecorationRenderOptions = {
  borderColor: new vscode.ThemeColor("diffEditor.removedTextBorder"),
  borderStyle: "dashed",
  borderWidth: "1px",
};

function isHighContrast(kind: vscode.ColorThemeKind): boolean {
  return (
    kind === vscode.ColorThemeKind.HighContrast || kind === vscode.ColorThemeKind.HighContrastLight
  );
}

function disposeAll(types: Types): void {
  for (const type of Object.values(types)) type.dispose();
}

function linesAt({ document }: vscode.TextEditor, firstLine: number, endLine: number) {
  return document.validateRange(new vscode.Range(firstLine, 0, endLine - 1, Number.MAX_VALUE));
}
