import * as vscode from "vscode";
import type { LineChange } from "./carry.ts";

/** The changes of all documents since the following began. */
export interface Following extends vscode.Disposable {
  /** What happened to a document since it had this version; undefined where that is not known. */
  since(document: vscode.TextDocument, version: number): LineChange[] | undefined;
}

/** Begins to follow what is typed, for as long as something is worked out that it may concern. */
export function followDocuments(): Following {
  const seen = new Map<string, { version: number; changes: LineChange[] }[]>();
  const listening = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    if (contentChanges.length === 0) return;
    const uri = document.uri.toString();
    const steps = seen.get(uri) ?? [];
    seen.set(uri, steps);
    // The ranges of one event are those of the text before it: from the bottom up, none moves another.
    const changes = [...contentChanges]
      .sort((a, b) => b.rangeOffset - a.rangeOffset)
      .map(({ range, text }) => ({
        startLine: range.start.line,
        endLine: range.end.line,
        lineEnds: text.split("\n").length - 1,
      }));
    steps.push({ version: document.version, changes });
  });
  return {
    since(document, version) {
      if (document.version === version) return [];
      const steps = seen.get(document.uri.toString()) ?? [];
      const later = steps.filter((step) => step.version > version);
      return later.length === document.version - version
        ? later.flatMap(({ changes }) => changes)
        : undefined;
    },
    dispose: () => listening.dispose(),
  };
}
