import * as vscode from "vscode";
import {
  type SearchAnswer,
  type SearchParams,
  searchRequest,
} from "../../server/protocol/search.ts";
import type { Client } from "../client.ts";
import { createPreview } from "./preview.ts";
import type { RecentDocuments } from "./recentDocuments.ts";
import { type Row, rowsOf, withoutServer } from "./rows.ts";

const { l10n } = vscode;

/** Whoever rushes over the rows with the keyboard is not shown each of them. */
const previewAfterMs = 120;
/** While the index is being built, the same question is asked again so often. */
const againMs = 1_000;
const limit = 30;

/**
 * Asks what to search for and shows what answers as it is typed: each key cancels the question before
 * it. Moving over the results shows them in the editor, Enter opens one, Escape goes back.
 */
export function showSearch(client: Client, recent: RecentDocuments): void {
  const picker = vscode.window.createQuickPick<Row>();
  const toTheSide: vscode.QuickInputButton = {
    iconPath: new vscode.ThemeIcon("split-horizontal"),
    tooltip: l10n.t("Open to the Side"),
  };
  const preview = createPreview();
  const looked = vscode.window.activeTextEditor?.document.uri;
  const others = recent.uris.filter((uri) => uri.toString() !== looked?.toString());
  let asking = new vscode.CancellationTokenSource();
  let again: NodeJS.Timeout | undefined;
  let soon: NodeJS.Timeout | undefined;
  let opened = false;
  let moved = false;

  picker.title = l10n.t("Search Workspace");
  picker.placeholder = l10n.t("Words, a name or its initials, or a question");
  // The rows come in their order. Not among the stable types, yet every editor takes it.
  Object.assign(picker, { sortByLabel: false });

  async function ask(): Promise<void> {
    asking.cancel();
    asking = new vscode.CancellationTokenSource();
    clearTimeout(again);
    const { token } = asking;
    const text = picker.value;
    if (text.trim() === "") {
      picker.items = [];
      picker.busy = false;
      return;
    }
    picker.busy = true;
    const params: SearchParams = {
      text,
      limit,
      begun: true,
      ...(looked && { textDocument: { uri: looked.toString() } }),
      recent: others.map((uri) => ({ uri: uri.toString() })),
    };
    const answer = await client
      .ask<SearchAnswer>(searchRequest, params, token)
      .catch(() => undefined);
    if (token.isCancellationRequested) return;
    picker.busy = false;
    moved = false;
    const { state } = client;
    picker.items = answer
      ? rowsOf(answer, toTheSide)
      : withoutServer(state.kind === "down" ? state.reason : undefined);
    if (answer?.searched.kind !== "all") again = setTimeout(() => void ask(), againMs);
  }

  function move([row]: readonly Row[]): void {
    clearTimeout(soon);
    // The first row becomes active by itself with each answer.
    if (!moved) {
      moved = true;
      return;
    }
    const result = row?.result;
    if (result) soon = setTimeout(() => void preview.show(result), previewAfterMs);
  }

  async function open(row: Row | undefined, where: "here" | "to the side"): Promise<void> {
    if (!row?.result) return;
    opened = true;
    clearTimeout(soon);
    picker.hide();
    await preview.open(row.result, where);
  }

  async function end(): Promise<void> {
    clearTimeout(again);
    clearTimeout(soon);
    asking.cancel();
    picker.dispose();
    if (!opened) await preview.restore();
    preview.dispose();
  }

  picker.onDidChangeValue(() => void ask());
  picker.onDidChangeActive(move);
  picker.onDidAccept(() => void open(picker.activeItems[0], "here"));
  picker.onDidTriggerItemButton(({ item }) => void open(item, "to the side"));
  picker.onDidHide(() => void end());
  picker.show();
}
