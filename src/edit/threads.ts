import * as vscode from "vscode";
import { heading } from "./markdown.ts";
import { askingLabel, counted, type Shown, type ShownEdit, shownEdit, shownHunk } from "./shown.ts";
import { reviewIn } from "./state.ts";

const { l10n } = vscode;

/** What an edit has between the lines of its document. */
export interface Threads extends vscode.Disposable {
  draw(edit: DrawnEdit): void;
  /** Whether this is one of them. */
  has(thread: unknown): boolean;
  /** The number of the hunk that a thread is for. */
  hunkOf(thread: unknown): number | undefined;
}

export interface DrawnEdit extends ShownEdit {
  /** The line under which the edit as a whole stands. */
  line: number;
  /** What was asked for, where a person has said it. */
  instruction: string;
}

/** The `contextValue` of what has which buttons (package.json). */
type Context = "asking" | "waiting" | "proposed" | "refused" | "hunk" | "staleHunk";

interface Drawn {
  thread: vscode.CommentThread;
  comment: vscode.Comment;
}

/**
 * Creates the place of one edit in its document. A field for an instruction is a comment that is being
 * written, which takes the keyboard when it appears.
 */
export function createThreads(controller: vscode.CommentController, uri: vscode.Uri): Threads {
  let main: vscode.CommentThread | undefined;
  let status: vscode.Comment | undefined;
  let box: vscode.Comment | undefined;
  const hunks = new Map<number, Drawn>();

  function drawMain(edit: DrawnEdit): void {
    const { state } = edit;
    const shown = shownEdit(edit);
    const range = lineRange(edit.line);
    const isNew = main === undefined;
    main ??= controller.createCommentThread(uri, range, []);
    place(main, range);
    main.canReply = false;
    main.state = vscode.CommentThreadState.Resolved;
    setContext(main, state.kind);
    const label = state.kind === "asking" ? askingLabel(edit) : (shown?.label ?? "");
    if (main.label !== label) main.label = label;
    if (state.kind === "asking") box ??= boxFor(state.instruction);
    else box = undefined;
    const before = status;
    const head = headOf(edit);
    if (status?.author.name !== head) status = undefined;
    if (shown) status ??= commentOf(shown.body, head);
    else status = undefined;
    const changed = status && shown ? update(status, shown.body) : false;
    const wanted = [status, box].filter((each) => each !== undefined);
    if (isNew || changed || before !== status || wanted.length !== main.comments.length)
      main.comments = wanted;
    if (isNew) main.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  function drawHunks(edit: DrawnEdit): void {
    const review = reviewIn(edit.state);
    // While another proposal is being written, the one that it follows up is out of the way.
    const open = edit.state.kind === "waiting" ? [] : (review?.hunks ?? []);
    for (const [number, { thread }] of hunks) {
      if (open.some((hunk) => hunk.number === number)) continue;
      thread.dispose();
      hunks.delete(number);
    }
    if (!review) return;
    for (const hunk of open) {
      const shown = shownHunk(edit, hunk, review);
      const range = lineRange(Math.max(hunk.firstLine, hunk.endLine - 1, 0), hunk);
      const context = hunk.isStale ? "staleHunk" : "hunk";
      const known = hunks.get(hunk.number);
      if (known) {
        place(known.thread, range);
        setContext(known.thread, context);
        if (update(known.comment, shown.body)) known.thread.comments = [known.comment];
      } else hunks.set(hunk.number, create(range, shown, counted(hunk)));
    }
  }

  function create(range: vscode.Range, { label, body }: Shown, head: string): Drawn {
    const comment = commentOf(body, head);
    const thread = controller.createCommentThread(uri, range, [comment]);
    thread.label = label;
    thread.canReply = false;
    thread.state = vscode.CommentThreadState.Resolved;
    setContext(thread, "hunk");
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    return { thread, comment };
  }

  return {
    draw(edit) {
      drawHunks(edit);
      drawMain(edit);
    },
    has: (thread) => thread === main || [...hunks.values()].some((each) => each.thread === thread),
    hunkOf: (thread) => [...hunks].find(([, each]) => each.thread === thread)?.[0],
    dispose() {
      main?.dispose();
      for (const { thread } of hunks.values()) thread.dispose();
      hunks.clear();
      main = undefined;
    },
  };
}

/** Lines that are only added have none of their own: they stand below the one above them. */
function lineRange(line: number, hunk?: { firstLine: number; endLine: number }): vscode.Range {
  const at = hunk && hunk.firstLine === hunk.endLine ? Math.max(0, line - 1) : line;
  return new vscode.Range(at, 0, at, 0);
}

function place(thread: vscode.CommentThread, range: vscode.Range): void {
  if (!thread.range?.isEqual(range)) thread.range = range;
}

function setContext(thread: vscode.CommentThread, context: Context): void {
  if (thread.contextValue !== context) thread.contextValue = context;
}

function boxFor(instruction: string): vscode.Comment {
  return {
    author: { name: l10n.t("What should become of these lines?") },
    body: instruction,
    mode: vscode.CommentMode.Editing,
    contextValue: "instruction",
  };
}

function commentOf(body: vscode.MarkdownString, name: string): vscode.Comment {
  return { author: { name }, body, mode: vscode.CommentMode.Preview };
}

/** Says whether anything was changed by it. The name above a comment is drawn only once. */
function update(comment: vscode.Comment, body: vscode.MarkdownString): boolean {
  const before = typeof comment.body === "string" ? comment.body : comment.body.value;
  if (before === body.value) return false;
  comment.body = body;
  return true;
}

function headOf({ instruction, state }: DrawnEdit): string {
  const title = reviewIn(state)?.proposal.title;
  return heading(instruction || title || "Ingle");
}
