import * as vscode from "vscode";
import { type ChatModelState, chatModelNotification } from "../../../server/protocol/chat.ts";
import { type EditEvent, editEventNotification } from "../../../server/protocol/edit.ts";
import type { Client } from "../../client.ts";
import type { Edits, StartEdit } from "../startEdit.ts";
import { isBox } from "./box.ts";
import type { LineSpan } from "./carry.ts";
import { collapseSelection, focusCode, goToLine } from "./focus.ts";
import type { Instructions } from "./instructions.ts";
import { createMarks } from "./marks.ts";
import { createOpenSessions } from "./openSessions.ts";
import { requestRegion } from "./request.ts";
import { createSession, type EditSession, type ShowElsewhere } from "./session.ts";
import { isHidden, isOver, lineFor } from "./standing.ts";
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
  const sessions = createOpenSessions();
  /** The last one that was no field of an instruction. */
  let lastEditor = vscode.window.activeTextEditor;
  const find = (target: unknown) => sessions.find(target, lastEditor);

  function drawMarks(): void {
    marks.draw((document) => sessions.in(document).map((session) => session.marked()));
  }

  let shownState = "";
  function tellState(): void {
    const state = find(undefined)?.state.kind ?? "";
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
    sessions.asking()?.stop();
  }

  async function startEdit({ uri, range, ...wish }: StartEdit): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uri);
    const why = await whyNotEditable(document);
    if (why !== undefined) {
      void vscode.window.showInformationMessage(why);
      return;
    }
    const isAsked = wish.instruction !== undefined || wish.action !== undefined;
    if (isAsked && isHidden()) {
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
    const known = sessions.in(document).find((each) => isOver(each.region, region));
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
      for (const session of sessions.all) session.hear(event);
    }),
    client.hear<ChatModelState>(chatModelNotification, ({ kind }) => {
      if (kind === "none" || kind === "failed" || kind === "checking") return;
      for (const session of sessions.all) session.modelCame();
    }),
    vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
      if (contentChanges.length === 0) return;
      for (const session of sessions.in(document)) session.documentChanged(contentChanges);
    }),
    vscode.workspace.onDidCloseTextDocument((document) => {
      for (const session of sessions.in(document)) session.dispose();
    }),
    vscode.window.onDidChangeVisibleTextEditors(drawMarks),
    vscode.window.onDidChangeActiveColorTheme(() => {
      for (const session of sessions.all) session.themeChanged();
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
      const session = sessions.asking();
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
      const found = sessions.findHunk(target, lastEditor);
      await found?.session.accept(found.hunk);
      focusCode();
    },
    refuseHunk(target) {
      const found = sessions.findHunk(target, lastEditor);
      found?.session.refuse(found.hunk);
      focusCode();
    },
    goToHunk(direction) {
      if (!lastEditor) return;
      const lines = sessions
        .in(lastEditor.document)
        .flatMap(({ state }) => reviewIn(state)?.hunks ?? [])
        .map(({ firstLine }) => firstLine);
      goToLine(lastEditor, lines, direction);
    },
    dispose() {
      for (const session of sessions.all) session.dispose();
      vscode.Disposable.from(listening, marks, controller).dispose();
    },
  };
}

/** What the editor hands over of a field that is sent. */
function instructionIn(comment: unknown): string {
  const { body } = (comment ?? {}) as Partial<vscode.Comment>;
  return (typeof body === "string" ? body : (body?.value ?? "")).trim();
}
