import * as vscode from "vscode";
import type { Finding } from "../../../server/protocol/scm.ts";
import { carrySpan } from "../../edit/inline/carry.ts";

const { l10n } = vscode;

/** The findings of a review, each a comment at its line. */
export interface Findings extends vscode.Disposable {
  readonly count: number;
  add(uri: vscode.Uri, line: number, finding: Finding): void;
  /** The finding of a comment that a button was pressed on. */
  of(thread: unknown): { thread: vscode.CommentThread; finding: Finding } | undefined;
  dismiss(thread: unknown): void;
  clear(): void;
  /** The place of the first one: the gravest, in the order of the files. */
  first(): vscode.Location | undefined;
}

/** The controller's id, by which package.json shows the buttons. */
const controllerId = "ingle.review";

/** Creates the place of findings; the controller lives as long as the window. */
export function createFindings(): Findings {
  const controller = vscode.comments.createCommentController(
    controllerId,
    l10n.t("Ingle's review"),
  );
  const threads = new Map<vscode.CommentThread, Finding>();

  function dismiss(thread: unknown): void {
    const found = find(thread);
    if (!found) return;
    threads.delete(found.thread);
    found.thread.dispose();
    tellCount();
  }

  /** A menu hands over the thread itself, or a comment that knows its own. */
  function find(given: unknown): { thread: vscode.CommentThread; finding: Finding } | undefined {
    const thread = given as vscode.CommentThread;
    const finding = threads.get(thread);
    return finding && { thread, finding };
  }

  function tellCount(): void {
    void vscode.commands.executeCommand("setContext", "ingle.hasFindings", threads.size > 0);
  }

  /** A finding goes along with its line while the document is edited. */
  const following = vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
    const changes = [...contentChanges].sort((a, b) => b.range.start.compareTo(a.range.start));
    for (const thread of threads.keys()) {
      if (thread.uri.toString() !== document.uri.toString() || !thread.range) continue;
      const { line } = thread.range.start;
      let span = { firstLine: line, endLine: line + 1 };
      for (const change of changes) span = carrySpan(span, change);
      const now = Math.min(span.firstLine, document.lineCount - 1);
      if (now !== line) thread.range = new vscode.Range(now, 0, now, 0);
    }
  });

  return {
    get count() {
      return threads.size;
    },
    add(uri, line, finding) {
      const range = new vscode.Range(line, 0, line, 0);
      // What a model says is plain text: no picture is fetched and no link followed.
      const body = new vscode.MarkdownString().appendText(finding.text);
      const thread = controller.createCommentThread(uri, range, [
        {
          author: { name: l10n.t("Ingle") },
          body,
          mode: vscode.CommentMode.Preview,
        },
      ]);
      thread.canReply = false;
      // What is not resolved has the editor show its list of comments.
      thread.state = vscode.CommentThreadState.Unresolved;
      thread.label = severityTexts()[finding.severity];
      thread.contextValue = finding.severity;
      thread.collapsibleState =
        finding.severity === "note"
          ? vscode.CommentThreadCollapsibleState.Collapsed
          : vscode.CommentThreadCollapsibleState.Expanded;
      threads.set(thread, finding);
      tellCount();
    },
    of: find,
    dismiss,
    clear() {
      for (const thread of threads.keys()) thread.dispose();
      threads.clear();
      tellCount();
    },
    first() {
      const rank = { error: 0, warning: 1, note: 2 };
      const [found] = [...threads].sort(([, a], [, b]) => rank[a.severity] - rank[b.severity]);
      return found?.[0].range && new vscode.Location(found[0].uri, found[0].range);
    },
    dispose() {
      following.dispose();
      threads.clear();
      controller.dispose();
    },
  };
}

function severityTexts(): Record<Finding["severity"], string> {
  return { error: l10n.t("Error"), warning: l10n.t("Warning"), note: l10n.t("Note") };
}
