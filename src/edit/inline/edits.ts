import * as vscode from "vscode";
import { type ChatModelState, chatModelNotification } from "../../../server/protocol/chat.ts";
import { type EditEvent, editEventNotification } from "../../../server/protocol/edit.ts";
import type { Client } from "../../client.ts";
import type { Edits, StartEdit } from "../startEdit.ts";
import { isBox } from "./box.ts";
import type { LineSpan, OpenHunk } from "./carry.ts";
import type { Instructions } from "./instructions.ts";
import { createMarks } from "./marks.ts";
import { requestRegion } from "./request.ts";
import { createSession, type EditSession, type ShowElsewhere } from "./session.ts";
import { reviewIn } from "./state.ts";
import { proposeInPreview } from "./withPreview.ts";
import { whyNotEditable } from "./writable.ts";

const { l10n } = vscode;

/** The edits of this window; `target` is what a button or a link hands to its command. */
export interface InlineEdits extends Edits, vscode.Disposable {
  /** Begins an edit where the cursor is. */
  startHere(): Promise<void>;
  /** Sends the instruction of a field. */
  send(comment: unknown): void;
  /** Closes the field that is open. */
  dismiss(): void;
  stop(target?: unknown): void;
  followUp(target?: unknown): void;
  retry(target?: unknown): void;
  accept(target?: unknown): Promise<void>;
  refuse(target?: unknown): void;
  /** Without a target, the hunk at the cursor or the next one below. */
  acceptHunk(target?: unknown): Promise<void>;
  refuseHunk(target?: unknown): void;
  /** Puts the cursor at the next hunk, or the one before, round the end of the document. */
  goToHunk(direction: "next" | "previous"): void;
}

interface EditsParts {
  extension: vscode.Uri;
  client: Pick<Client, "ask" | "hear" | "state">;
  instructions: Instructions;
  elsewhere: ShowElsewhere;
}

/** For `when` in package.json: what the edit is about that commands without a target act on. */
const stateKey = "ingle.edit.state";

/** Creates the edits. Nothing of a document is changed before a person accepts it. */
export function createInlineEdits({
  extension,
  client,
  instructions,
  elsewhere,
}: EditsParts): InlineEdits {
  const controller = vscode.comments.createCommentController("ingle.edit", "Ingle");
  const marks = createMarks(extension);
  const sessions = new Set<EditSession>();
  /** The last one that was no field of an instruction. */
  let lastEditor = vscode.window.activeTextEditor;

  function sessionsIn(document: vscode.TextDocument | undefined): EditSession[] {
    return [...sessions].filter((each) => each.document === document);
  }

  /** The one nearest to the cursor. */
  function current(): EditSession | undefined {
    const line = lastEditor?.selection.active.line ?? 0;
    const distance = ({ region: { firstLine, endLine } }: EditSession): number =>
      Math.max(0, firstLine - line, line - endLine + 1);
    return sessionsIn(lastEditor?.document).sort((a, b) => distance(a) - distance(b))[0];
  }

  function find(target: unknown): EditSession | undefined {
    if (target === undefined) return current();
    return [...sessions].find(({ id, threads }) => id === target || threads.has(target));
  }

  function hunkAt(target: unknown): { session: EditSession; hunk: OpenHunk } | undefined {
    const session = find(target);
    const open = session && reviewIn(session.state)?.hunks;
    if (!session || !open) return undefined;
    const number = session.threads.hunkOf(target);
    const line = lastEditor?.selection.active.line ?? 0;
    const hunk =
      number === undefined
        ? (open.find(({ endLine, firstLine }) => Math.max(endLine, firstLine + 1) > line) ??
          open[0])
        : open.find((each) => each.number === number);
    return hunk && { session, hunk };
  }

  function drawMarks(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      const marked = sessionsIn(editor.document).map((session) => session.marked());
      marks.draw(editor, {
        regions: marked.flatMap(({ regions }) => regions),
        going: marked.flatMap(({ going }) => going),
        pending: marked.flatMap(({ pending }) => pending),
      });
    }
  }

  let shownState = "";
  function tellState(): void {
    const state = current()?.state.kind ?? "";
    if (state === shownState) return;
    shownState = state;
    void vscode.commands.executeCommand("setContext", stateKey, state);
  }

  function changed(): void {
    drawMarks();
    tellState();
  }

  function open(
    document: vscode.TextDocument,
    place: { region: LineSpan; range: vscode.Range; line: number },
  ): EditSession {
    const session = createSession({
      ...{ client, controller, document, ...place, elsewhere, changed },
      ended(ending) {
        sessions.delete(ending);
        changed();
      },
    });
    sessions.add(session);
    return session;
  }

  /** There is one field at a time. */
  function closeFields(): void {
    for (const session of sessions) if (session.state.kind === "asking") session.stop();
  }

  async function startEdit({ uri, range, ...wish }: StartEdit): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const why = await whyNotEditable(document);
    if (why !== undefined) {
      void vscode.window.showInformationMessage(why);
      return;
    }
    const isAsked = wish.instruction !== undefined || wish.action !== undefined;
    if (isAsked && areHidden()) {
      await proposeInPreview({ client, elsewhere }, { document, range, ...wish });
      return;
    }
    const { version } = document;
    const { action, diagnostic } = wish;
    const about = {
      ...(action === undefined ? {} : { action }),
      ...(diagnostic === undefined ? {} : { diagnostic }),
    };
    let region = await requestRegion(client, document, { range, ...about });
    if (document.version !== version)
      region = await requestRegion(client, document, { range, ...about });
    closeFields();
    const isSeen = vscode.window.visibleTextEditors.some((each) => each.document === document);
    if (!isSeen) await vscode.window.showTextDocument(document, { selection: range });
    const known = sessionsIn(document).find((each) => isOver(each.region, region));
    if (known && !isAsked) {
      known.followUp();
      return;
    }
    known?.dispose();
    const session = open(document, { region, range, line: lineFor(document, region, range) });
    if (wish.instruction !== undefined) instructions.add(wish.instruction);
    session.ask(wish);
  }

  const listening = vscode.Disposable.from(
    client.hear<EditEvent>(editEventNotification, (event) => {
      for (const session of sessions) session.hear(event);
    }),
    client.hear<ChatModelState>(chatModelNotification, ({ kind }) => {
      if (kind === "none" || kind === "failed" || kind === "checking") return;
      for (const session of sessions) session.modelCame();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      for (const session of sessionsIn(document)) session.documentChanged(contentChanges);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      for (const session of sessionsIn(document)) session.dispose();
    }),
    vscode.window.onDidChangeVisibleTextEditors(drawMarks),
    vscode.window.onDidChangeActiveColorTheme(() => {
      for (const session of sessions) session.themeChanged();
    }),
    vscode.window.onDidChangeActiveTextEditor((editor) => {
      if (!isBox(editor)) lastEditor = editor;
      tellState();
    }),
    vscode.window.onDidChangeTextEditorSelection(tellState),
  );

  return {
    async startHere() {
      const editor = isBox(vscode.window.activeTextEditor)
        ? lastEditor
        : vscode.window.activeTextEditor;
      if (!editor) {
        void vscode.window.showInformationMessage(l10n.t("Open a file to edit first."));
        return;
      }
      lastEditor = editor;
      await startEdit({ uri: editor.document.uri, range: editor.selection });
    },
    startEdit,
    send(comment) {
      const session = [...sessions].find(({ state }) => state.kind === "asking");
      const instruction = instructionIn(comment);
      if (!session) return;
      focusCode();
      if (instruction === "") {
        session.stop();
        return;
      }
      instructions.add(instruction);
      collapseSelection(session.document);
      session.ask({ instruction });
    },
    dismiss() {
      closeFields();
      focusCode();
    },
    stop: (target) => find(target)?.stop(),
    followUp(target) {
      closeFields();
      find(target)?.followUp();
    },
    retry: (target) => find(target)?.retry(),
    async accept(target) {
      await find(target)?.accept();
      focusCode();
    },
    refuse(target) {
      find(target)?.refuse();
      focusCode();
    },
    async acceptHunk(target) {
      const found = hunkAt(target);
      await found?.session.accept(found.hunk);
      focusCode();
    },
    refuseHunk(target) {
      const found = hunkAt(target);
      found?.session.refuse(found.hunk);
      focusCode();
    },
    goToHunk(direction) {
      if (!lastEditor) return;
      const lines = sessionsIn(lastEditor.document)
        .flatMap(({ state }) => reviewIn(state)?.hunks ?? [])
        .map(({ firstLine }) => firstLine)
        .sort((a, b) => a - b);
      const here = lastEditor.selection.active.line;
      const line =
        direction === "next"
          ? (lines.find((each) => each > here) ?? lines[0])
          : (lines.findLast((each) => each < here) ?? lines.at(-1));
      if (line === undefined) return;
      const place = lastEditor.document.validatePosition(new vscode.Position(line, 0));
      lastEditor.selection = new vscode.Selection(place, place);
      lastEditor.revealRange(
        new vscode.Range(place, place),
        vscode.TextEditorRevealType.InCenterIfOutsideViewport,
      );
      focusCode();
    },
    dispose() {
      for (const session of [...sessions]) session.dispose();
      vscode.Disposable.from(listening, marks, controller).dispose();
    },
  };
}

/** Whether a person has turned off what stands between the lines; Zen Mode does it too, unseen. */
function areHidden(): boolean {
  return vscode.workspace.getConfiguration("comments").get("visible") === false;
}

/** Under the region where its end can be seen, else under the cursor. */
function lineFor(document: vscode.TextDocument, region: LineSpan, range: vscode.Range): number {
  const last = Math.max(region.firstLine, region.endLine - 1);
  const editor = vscode.window.visibleTextEditors.find((each) => each.document === document);
  const isSeen = editor?.visibleRanges.some(
    ({ start, end }) => start.line <= last && last < end.line,
  );
  if (isSeen || !editor) return last;
  return Math.min(Math.max(range.end.line, region.firstLine), last);
}

function isOver(a: LineSpan, b: LineSpan): boolean {
  if (a.firstLine === a.endLine || b.firstLine === b.endLine) return a.firstLine === b.firstLine;
  return a.firstLine < b.endLine && b.firstLine < a.endLine;
}

/** What the editor hands over of a field that is sent. */
function instructionIn(comment: unknown): string {
  const { body } = (comment ?? {}) as Partial<vscode.Comment>;
  return (typeof body === "string" ? body : (body?.value ?? "")).trim();
}

/** What is selected would hide what is drawn over the lines. */
function collapseSelection(document: vscode.TextDocument): void {
  for (const editor of vscode.window.visibleTextEditors) {
    const { active, isEmpty } = editor.selection;
    if (editor.document === document && !isEmpty)
      editor.selection = new vscode.Selection(active, active);
  }
}

function focusCode(): void {
  void vscode.commands.executeCommand("workbench.action.focusActiveEditorGroup");
}
