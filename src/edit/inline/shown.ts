import * as vscode from "vscode";
import type { LineSpan, OpenHunk } from "./carry.ts";
import { checkTexts, faultsIn, faultText } from "./checkTexts.ts";
import { codeBlock, plain } from "./markdown.ts";
import { linesOf } from "./markedIn.ts";
import type { EditStage, EditState, Review } from "./state.ts";
import { gap, writtenSoFar } from "./written.ts";

const { l10n } = vscode;

/** What stands between the lines: a title, who speaks, and Markdown. */
export interface Shown {
  /** One line above all. */
  label: string;
  body: vscode.MarkdownString;
}

/** What the words and the links of an edit need to know of it. */
export interface ShownEdit {
  id: number;
  state: EditState;
  region: LineSpan;
  document: vscode.TextDocument;
}

/** So many lines of what is being written are shown: the last ones. */
const mostWrittenLines = 14;

/** What is said of an edit as a whole; undefined while only its instruction is asked for. */
export function shownEdit(edit: ShownEdit): Shown | undefined {
  const { state } = edit;
  switch (state.kind) {
    case "asking":
      return state.earlier && shownReview(edit, state.earlier);
    case "waiting":
      return { label: stageText(state.stage), body: markdown(writtenText(edit), edit.document) };
    case "proposed":
      return shownReview(edit, state.review);
    case "refused":
      return shownRefusal(edit, state);
  }
}

/** What is said of one hunk among several, with the lines that would come. */
export function shownHunk(edit: ShownEdit, hunk: OpenHunk, review: Review): Shown {
  const faults = faultsIn(hunk, review).map(faultText);
  return {
    label: l10n.t("Change {0} of {1}", hunk.number, review.count),
    body: markdown([...hunkTexts(edit, hunk), ...faults].join("\n\n"), edit.document),
  };
}

function hunkTexts({ id, document }: ShownEdit, { isStale, text }: OpenHunk): string[] {
  const again = link(l10n.t("Ask Again"), "retryEdit", id);
  return [
    ...(isStale ? [`$(warning) ${l10n.t("The code under it changed.")} ${again}`] : []),
    text === ""
      ? `*${l10n.t("Nothing comes in their place.")}*`
      : codeBlock(text, document.languageId),
  ];
}

/** How many lines come and go, in signs: "+3 −1". */
export function counted({ text, removed }: OpenHunk): string {
  const come = text === "" ? 0 : text.replace(/\r?\n$/, "").split("\n").length;
  return [come > 0 ? `+${come}` : "", removed.length > 0 ? `−${removed.length}` : ""]
    .filter(Boolean)
    .join(" ");
}

/** What the box for an instruction is about. */
export function askingLabel({ region: { firstLine, endLine }, state }: ShownEdit): string {
  if (state.kind === "asking" && state.earlier)
    return l10n.t("What should be different? Enter asks, Escape goes back.");
  const hint = l10n.t("Enter asks, Escape closes, Arrow Up brings earlier instructions.");
  const lines =
    endLine - firstLine > 1
      ? l10n.t("Edit lines {0} to {1}.", firstLine + 1, endLine)
      : l10n.t("Edit line {0}.", firstLine + 1);
  return `${lines} ${hint}`;
}

/** A stage of the work as a title. */
export function stageText(stage: EditStage): string {
  switch (stage) {
    case "reading":
      return l10n.t("Reading the code…");
    case "writing":
      return l10n.t("Writing…");
    case "checking":
      return l10n.t("Checking what was written…");
    case "repairing":
      return l10n.t("Mending what the check has found…");
    case "previewing":
      return l10n.t("Proposed in the preview of changes below");
  }
}

function writtenText({ id, state, document }: ShownEdit): string {
  const stop = link(l10n.t("Stop"), "stopEdit", id);
  if (state.kind !== "waiting" || !state.writing) return stop;
  const { firstLine, endLine, text } = state.writing;
  const { lines } = writtenSoFar(linesOf(document).slice(firstLine, endLine), text);
  if (lines.length === 0) return stop;
  const last = lines.slice(-mostWrittenLines);
  if (lines.length > last.length) last.unshift(gap);
  return `${codeBlock(last.join("\n"), document.languageId)}\n\n${stop}`;
}

function shownReview(edit: ShownEdit, review: Review): Shown {
  const { id, document } = edit;
  const { hunks } = review;
  const only = onlyHunk(review);
  const links = [
    link(only ? l10n.t("Accept") : l10n.t("Accept All"), "acceptEdit", id),
    link(only ? l10n.t("Refuse") : l10n.t("Refuse All"), "refuseEdit", id),
    link(l10n.t("Change It Further…"), "followUpEdit", id),
    link(l10n.t("Try Again"), "retryEdit", id),
  ].join(" · ");
  const label =
    hunks.length === 1
      ? l10n.t("Ingle proposes 1 change")
      : l10n.t("Ingle proposes {0} changes", hunks.length);
  const parts = [...(only ? hunkTexts(edit, only) : []), ...checkTexts(review), links];
  return {
    label: only ? `${label}: ${counted(only)}` : label,
    body: markdown(parts.join("\n\n"), document),
  };
}

/** A proposal of one hunk stands as a whole where that hunk is. */
export function onlyHunk({ count, hunks }: Review): OpenHunk | undefined {
  return count === 1 ? hunks[0] : undefined;
}

function shownRefusal({ id, document }: ShownEdit, state: EditState & { kind: "refused" }): Shown {
  const { reason, remedy, answer, offer, earlier } = state;
  const links = [
    ...(offer === "model" ? [link(l10n.t("Choose a Chat Model…"), "chooseChatModel")] : []),
    link(l10n.t("Try Again"), "retryEdit", id),
    link(l10n.t("Change the Instruction…"), "followUpEdit", id),
    ...(earlier ? [link(l10n.t("Back to the Proposal"), "stopEdit", id)] : []),
    link(l10n.t("Close"), "refuseEdit", id),
  ].join(" · ");
  const parts = [
    `$(info) ${plain([reason, remedy].filter(Boolean).join(" "))}`,
    ...(answer ? [`${l10n.t("The model said:")}\n\n${codeBlock(answer.trim(), "plaintext")}`] : []),
    links,
  ];
  return { label: l10n.t("Nothing is proposed"), body: markdown(parts.join("\n\n"), document) };
}

function link(label: string, command: string, id?: number): string {
  return `[${label}](command:ingle.${command}${id === undefined ? "" : `?${id}`})`;
}

const linked = ["acceptEdit", "refuseEdit", "followUpEdit", "retryEdit", "stopEdit"];

function markdown(text: string, { uri }: vscode.TextDocument): vscode.MarkdownString {
  const body = new vscode.MarkdownString(text, true);
  body.isTrusted = {
    enabledCommands: [...linked.map((name) => `ingle.${name}`), "ingle.chooseChatModel"],
  };
  body.baseUri = uri;
  return body;
}
