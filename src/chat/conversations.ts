import * as vscode from "vscode";
import {
  type ChatSummary,
  chatExportRequest,
  chatListRequest,
  chatRenameRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";
import type { Deletions } from "./deletions.ts";

const { l10n } = vscode;

/** What the list of conversations acts on. */
interface ListParts {
  client: Pick<Client, "ask">;
  deletions: Deletions;
  open(conversation: string): void;
  renamed(conversation: string): void;
}

interface Row extends vscode.QuickPickItem {
  summary?: ChatSummary;
}

const rename: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("edit"),
  tooltip: l10n.t("Rename"),
};
const exported: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("markdown"),
  tooltip: l10n.t("Export to Markdown"),
};
const remove: vscode.QuickInputButton = {
  iconPath: new vscode.ThemeIcon("trash"),
  tooltip: l10n.t("Delete"),
};

/** Shows the conversations of this workspace: typing searches them, each can be opened and more. */
export function showConversations(parts: ListParts): void {
  const { client, deletions, open } = parts;
  const list = vscode.window.createQuickPick<Row>();
  list.title = l10n.t("Conversations");
  list.placeholder = l10n.t("Search in titles and texts");
  list.matchOnDescription = true;
  let asked = 0;

  async function fill(): Promise<void> {
    asked += 1;
    const mine = asked;
    list.busy = true;
    const query = list.value.trim();
    const found = await client.ask<ChatSummary[]>(chatListRequest, query === "" ? {} : { query });
    if (mine !== asked) return;
    list.busy = false;
    const rows = (found ?? []).filter(({ id }) => !deletions.isPending(id)).map(rowOf);
    const next = rows.length === 0 && query === "" ? [noneYet()] : rows;
    // Rows that are the same stay, and with them the one that is chosen.
    if (JSON.stringify(next) !== JSON.stringify(list.items)) list.items = next;
  }

  list.onDidChangeValue(fill);
  // Between a key and its event the rows may have been replaced, and none be chosen any more.
  let last: Row | undefined;
  list.onDidChangeActive(([row]) => {
    last = row ?? last;
  });
  list.onDidAccept(() => {
    const row = list.selectedItems[0] ?? last;
    list.hide();
    if (row?.summary) open(row.summary.id);
  });
  list.onDidTriggerItemButton(async ({ item: { summary }, button }) => {
    if (summary === undefined) return;
    if (button === remove) {
      deletions.delete(summary);
      await fill();
    } else if (button === exported) {
      list.hide();
      await exportConversation(client, summary.id);
    } else if (button === rename) {
      list.hide();
      await renameConversation(client, summary);
      parts.renamed(summary.id);
      showConversations(parts);
    }
  });
  list.onDidHide(() => list.dispose());
  list.show();
  void fill();
}

/** Opens a conversation as a Markdown document that has no file yet. */
export async function exportConversation(
  client: Pick<Client, "ask">,
  conversation: string,
): Promise<void> {
  const content = await client.ask<string | null>(chatExportRequest, { conversation });
  if (content === undefined || content === null) return;
  const document = await vscode.workspace.openTextDocument({ language: "markdown", content });
  await vscode.window.showTextDocument(document);
}

/** Asks for a new title. */
export async function renameConversation(
  client: Pick<Client, "ask">,
  { id, title: value }: Pick<ChatSummary, "id" | "title">,
): Promise<void> {
  const title = await vscode.window.showInputBox({
    title: l10n.t("Title of the conversation"),
    value,
  });
  if (title?.trim()) await client.ask(chatRenameRequest, { conversation: id, title: title.trim() });
}

function rowOf(summary: ChatSummary): Row {
  return {
    label: summary.title === "" ? l10n.t("New conversation") : summary.title,
    description: new Date(summary.at).toLocaleString([], {
      dateStyle: "medium",
      timeStyle: "short",
    }),
    // What was found may stand in a text, where the list's own filter does not look.
    alwaysShow: true,
    buttons: [rename, exported, remove],
    summary,
  };
}

function noneYet(): Row {
  return { label: l10n.t("There are no conversations in this workspace yet."), alwaysShow: true };
}
