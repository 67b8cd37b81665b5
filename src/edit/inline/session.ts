import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import type { EditEvent, EditParams, Proposal } from "../../../server/protocol/edit.ts";
import type { Client } from "../../client.ts";
import { type Following, followDocuments } from "../multi/following.ts";
import { applyHunks } from "./applyHunks.ts";
import { carryHunks, carryRegion, type LineSpan, type OpenHunk, type TextChange } from "./carry.ts";
import { linesOf, markedIn } from "./markedIn.ts";
import type { Marked } from "./marks.ts";
import { placeOf, requestEdit } from "./request.ts";
import { afterChanges, decided, type EditState, type Review, reviewIn } from "./state.ts";
import { createThreads, type Threads } from "./threads.ts";

const { l10n } = vscode;

/** What is asked of an edit, besides its place. */
export type Wish = Pick<EditParams, "action" | "instruction" | "diagnostic">;

/** One edit: from its instruction to the last decision over its hunks. */
export interface EditSession extends vscode.Disposable {
  readonly id: number;
  readonly document: vscode.TextDocument;
  readonly state: EditState;
  readonly region: LineSpan;
  readonly threads: Threads;
  /** Sends what was asked for; an empty wish opens the field for an instruction. */
  ask(wish: Wish): void;
  /** Ends what is being waited or asked for; what was there before is there again. */
  stop(): void;
  /** Opens the field for another instruction. */
  followUp(): void;
  /** Asks for the same once more, of the code as it is now. */
  retry(): void;
  /** Puts what is not stale into the document, with one undo. */
  accept(hunk?: OpenHunk): Promise<void>;
  /** Without a hunk, the edit ends. */
  refuse(hunk?: OpenHunk): void;
  hear(event: EditEvent): void;
  documentChanged(changes: readonly TextChange[]): void;
  /** What was refused for want of a model is asked again. */
  modelCame(): void;
  /** Code keeps the colours in which it was drawn. */
  themeChanged(): void;
  marked(): Marked;
}

/**
 * Shows a proposal that is not about one document alone; `following` knows what happened to documents
 * since it was asked for. Resolves to why it was not shown, in a sentence, where it was not.
 */
export type ShowElsewhere = (
  proposal: Proposal,
  following: Following,
) => Promise<string | undefined>;

interface SessionParts {
  client: Pick<Client, "ask" | "state">;
  controller: vscode.CommentController;
  document: vscode.TextDocument;
  region: LineSpan;
  /** What was selected, or where the cursor was: an action looks at it to the character. */
  range: vscode.Range;
  /** The line under which it stands. */
  line: number;
  elsewhere: ShowElsewhere;
  /** The state is another one, or the marks are. */
  changed(session: EditSession): void;
  ended(session: EditSession): void;
}

/** At most so often is drawn what is being written, in milliseconds. */
const drawEveryMs = 200;

/** Of more hunks each one's place would be hard to find: the editor's preview lists them. */
const mostHunksInPlace = 30;

/** A screen reader says the addresses of links, so they are short. */
let lastId = 0;

/** Creates an edit; nothing is to be seen of it before it is asked for something. */
export function createSession(parts: SessionParts): EditSession {
  const { client, controller, document } = parts;
  lastId += 1;
  const id = lastId;
  const { version } = document;
  const threads = createThreads(controller, document.uri);
  let state: EditState = { kind: "asking", instruction: "" };
  let { region, line } = parts;
  let wish: Wish = {};
  /** The request that is under way, and what happened to the document since. */
  let request: { edit: string; source: vscode.CancellationTokenSource } | undefined;
  let since: (readonly TextChange[])[] = [];
  let drawing: NodeJS.Timeout | undefined;
  let over = false;
  /** The last hunks are being put into the document. */
  let isEnding = false;

  function draw(): void {
    clearTimeout(drawing);
    drawing = undefined;
    if (over) return;
    const instruction = wish.instruction ?? "";
    threads.draw({ id, document, state, region, line, instruction });
    parts.changed(session);
  }

  function enter(next: EditState): void {
    state = next;
    draw();
  }

  function end(): void {
    if (over) return;
    over = true;
    request?.source.cancel();
    clearTimeout(drawing);
    threads.clear();
    parts.ended(session);
  }

  function earlier(): { earlier?: Review } {
    const review = reviewIn(state);
    return review && review.hunks.length > 0 ? { earlier: review } : {};
  }

  const lineAt = (at: number): string | undefined =>
    at >= 0 && at < document.lineCount ? document.lineAt(at).text : undefined;

  function range(): vscode.Range {
    if (wish.action !== undefined && document.version === version) return parts.range;
    const { firstLine, endLine } = region;
    return new vscode.Range(firstLine, 0, Math.max(firstLine, endLine), 0);
  }

  async function send(after: Review | undefined): Promise<void> {
    request?.source.cancel();
    const own = { edit: randomUUID(), source: new vscode.CancellationTokenSource() };
    request = own;
    since = [];
    const before = linesOf(document);
    const following = followDocuments();
    enter({ kind: "waiting", stage: "reading", ...earlier() });
    const outcome = await requestEdit(
      client,
      {
        ...{ edit: own.edit, ...wish, ...placeOf(document, range()) },
        ...(after ? { after: after.proposal.edit } : {}),
      },
      own.source.token,
    );
    own.source.dispose();
    if (request === own && !over) {
      request = undefined;
      if (outcome.kind === "refused") enter({ ...outcome, ...earlier() });
      else if (outcome.kind === "proposal") await propose(outcome.proposal, { before, following });
    }
    following.dispose();
  }

  async function propose(
    proposal: Proposal,
    { before, following }: { before: readonly string[]; following: Following },
  ): Promise<void> {
    const [file] = proposal.files;
    const isHere =
      proposal.files.length === 1 &&
      file?.uri === document.uri.toString() &&
      !file.isNew &&
      file.hunks.length <= mostHunksInPlace;
    if (!file || !isHere) {
      enter({ kind: "waiting", stage: "previewing" });
      const reason = await parts.elsewhere(proposal, following);
      if (over) return;
      if (reason === undefined) end();
      else enter({ kind: "refused", reason, offer: "again" });
      return;
    }
    const hunks = file.hunks.map((hunk, index) => ({
      ...hunk,
      number: index + 1,
      removed: before.slice(hunk.firstLine, hunk.endLine),
      isStale: false,
    }));
    const review = {
      proposal,
      hunks: carryHunks(hunks, since, lineAt),
      count: hunks.length,
    };
    enter({ kind: "proposed", review });
  }

  const session: EditSession = {
    ...{ id, document, threads },
    get state() {
      return state;
    },
    get region() {
      return region;
    },
    ask(next) {
      const after = reviewIn(state);
      wish = next;
      const isEmpty = next.action === undefined && (next.instruction ?? "").trim() === "";
      if (isEmpty) enter({ kind: "asking", instruction: "", ...earlier() });
      else void send(after);
    },
    stop() {
      const review = reviewIn(state);
      request?.source.cancel();
      request = undefined;
      if (review && review.hunks.length > 0) enter({ kind: "proposed", review });
      else if (state.kind === "waiting" && wish.instruction !== undefined)
        enter({ kind: "asking", instruction: wish.instruction });
      else end();
    },
    followUp() {
      request?.source.cancel();
      request = undefined;
      const instruction = state.kind === "refused" ? (wish.instruction ?? "") : "";
      enter({ kind: "asking", instruction, ...earlier() });
    },
    retry: () => void send(undefined),
    async accept(hunk) {
      const review = reviewIn(state);
      if (!review) return;
      const wanted = hunk ? [hunk] : review.hunks;
      const fresh = wanted.filter(({ isStale }) => !isStale);
      if (fresh.length === 0) return;
      const before = state;
      let next: EditState | undefined = state;
      for (const { number } of fresh) next = next && decided(next, number);
      // Before the document changes: an accepted hunk is no change under itself.
      if (next) state = next;
      else isEnding = true;
      const applied = await applyHunks(document, fresh);
      isEnding = false;
      if (!applied) {
        void vscode.window.showWarningMessage(l10n.t("The file could not be changed."));
        enter(before);
      } else if (next) draw();
      else end();
    },
    refuse(hunk) {
      const next = hunk ? decided(state, hunk.number) : undefined;
      if (next) enter(next);
      else end();
    },
    hear(event) {
      if (event.edit !== request?.edit || state.kind !== "waiting") return;
      if (event.kind === "stage") return enter({ ...state, stage: event.stage });
      const writing = carryRegion(event, since);
      state = { ...state, writing };
      region = { firstLine: writing.firstLine, endLine: writing.endLine };
      drawing ??= setTimeout(draw, drawEveryMs);
    },
    documentChanged(changes) {
      if (isEnding) return;
      since.push(changes);
      region = carryRegion(region, [changes]);
      line = carryRegion({ firstLine: line, endLine: line + 1 }, [changes]).endLine - 1;
      state = afterChanges(state, changes, lineAt);
      draw();
    },
    modelCame() {
      if (state.kind === "refused" && state.offer === "model") void send(state.earlier);
    },
    themeChanged() {
      // A field would lose what was typed.
      if (state.kind === "asking") return;
      threads.clear();
      draw();
    },
    marked: () => markedIn(state, region, document),
    dispose: end,
  };
  return session;
}
