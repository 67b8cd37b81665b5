import * as vscode from "vscode";
import type { OpenHunk } from "./carry.ts";
import { heading } from "./markdown.ts";
import { askingLabel, counted, onlyHunk, type ShownEdit, shownEdit, shownHunk } from "./shown.ts";
import { type EditState, type Review, reviewIn } from "./state.ts";

const { l10n } = vscode;

/** What an edit has between the lines of its document. */
export interface Threads {
  draw(edit: DrawnEdit): void;
  /** Takes all of them away, until the next drawing. */
  clear(): void;
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
type Context = "asking" | "waiting" | "proposed" | "refused" | "staleEdit" | "hunk" | "staleHunk";

interface Drawn {
  thread: vscode.CommentThread;
  isStale: boolean;
}

/**
 * Creates the place of one edit in its document. A field for an instruction is a comment that is being
 * written, which takes the keyboard when it appears.
 */
export function createThreads(controller: vscode.CommentController, uri: vscode.Uri): Threads {
  let main: vscode.CommentThread | undefined;
  /** Where it stands: at the edit's lines, or at the only hunk. */
  let standing: "lines" | "hunk" | "stale hunk" = "lines";
  let status: vscode.Comment | undefined;
  let box: vscode.Comment | undefined;
  const hunks = new Map<number, Drawn>();

  function drawMain(edit: DrawnEdit): void {
    const { state, document } = edit;
    const isAsking = state.kind === "asking";
    // A thread gives the keyboard again and again to what has had it: after the field comes a new one.
    const only = onlyShown(state);
    if (box && !isAsking) removeMain();
    const place = only ? (only.isStale ? "stale hunk" : "hunk") : "lines";
    if (standing !== place && !box) removeMain();
    standing = place;
    const range = only ? hunkRange(only) : lineRange(edit.line);
    const shown = shownEdit(edit);
    const head = headOf(edit);
    const isNew = main === undefined;
    main ??= createThread(range);
    if (!isSeen(document)) move(main, range);
    setContext(main, only?.isStale ? "staleEdit" : state.kind);
    const label = isAsking ? askingLabel(edit) : (shown?.label ?? "");
    if (main.label !== label) main.label = label;
    const before = status;
    if (status?.author.name !== head) status = undefined;
    if (shown) status ??= commentOf(shown.body, head);
    else status = undefined;
    if (isAsking) box ??= boxFor(state.instruction);
    const changed = status && shown ? update(status, shown.body) : false;
    const wanted = [status, box].filter((each) => each !== undefined);
    if (isNew || changed || before !== status || wanted.length !== main.comments.length)
      main.comments = wanted;
    if (isNew) main.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
  }

  function removeMain(): void {
    main?.dispose();
    main = undefined;
    status = undefined;
    box = undefined;
  }

  function createThread(range: vscode.Range): vscode.CommentThread {
    const thread = controller.createCommentThread(uri, range, []);
    thread.canReply = false;
    // The panel of comments opens by itself for what is unresolved (package.json sees to it).
    thread.state = vscode.CommentThreadState.Resolved;
    return thread;
  }

  function drawHunks(edit: DrawnEdit): void {
    const review = reviewIn(edit.state);
    // While another proposal is being written, the one that it follows up is out of the way.
    const open =
      edit.state.kind === "waiting" || onlyShown(edit.state) ? [] : (review?.hunks ?? []);
    for (const [number, { thread, isStale }] of hunks) {
      if (open.some((hunk) => hunk.number === number && hunk.isStale === isStale)) continue;
      thread.dispose();
      hunks.delete(number);
    }
    if (!review) return;
    for (const hunk of open) {
      const range = hunkRange(hunk);
      const known = hunks.get(hunk.number);
      if (!known) hunks.set(hunk.number, createHunk(edit, hunk, review));
      else if (!isSeen(edit.document)) move(known.thread, range);
    }
  }

  function createHunk(edit: DrawnEdit, hunk: OpenHunk, review: Review): Drawn {
    const { label, body } = shownHunk(edit, hunk, review);
    const thread = createThread(hunkRange(hunk));
    thread.comments = [commentOf(body, counted(hunk))];
    thread.label = label;
    setContext(thread, hunk.isStale ? "staleHunk" : "hunk");
    thread.collapsibleState = vscode.CommentThreadCollapsibleState.Expanded;
    return { thread, isStale: hunk.isStale };
  }

  return {
    draw(edit) {
      drawHunks(edit);
      drawMain(edit);
    },
    has: (thread) => thread === main || [...hunks.values()].some((each) => each.thread === thread),
    hunkOf: (thread) => [...hunks].find(([, each]) => each.thread === thread)?.[0],
    clear() {
      removeMain();
      for (const { thread } of hunks.values()) thread.dispose();
      hunks.clear();
    },
  };
}

/** A single hunk that is to be seen. */
function onlyShown(state: EditState): OpenHunk | undefined {
  const review = state.kind === "waiting" ? undefined : reviewIn(state);
  return review && onlyHunk(review);
}

/** Lines that are only added have none of their own: they stand below the one above them. */
function hunkRange({ endLine }: OpenHunk): vscode.Range {
  return lineRange(Math.max(0, endLine - 1));
}

function lineRange(line: number): vscode.Range {
  return new vscode.Range(line, 0, line, 0);
}

/** The editor moves what it shows along with the text. */
function isSeen(document: vscode.TextDocument): boolean {
  return vscode.window.visibleTextEditors.some((editor) => editor.document === document);
}

function move(thread: vscode.CommentThread, range: vscode.Range): void {
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
