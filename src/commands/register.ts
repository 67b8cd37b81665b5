import * as vscode from "vscode";
import { chooseChatModel } from "../chat/chooseModel.ts";
import type { ChatModel } from "../chat/model.ts";
import type { Chat } from "../chat/view.ts";
import type { Client } from "../client.ts";
import type { Switches } from "../completion/switches.ts";
import type { Indexing } from "../index/indexing.ts";
import { showSkippedFiles } from "../index/skipped.ts";
import { chooseSearchModels } from "../search/chooseModels.ts";
import type { SearchModels } from "../search/models.ts";
import { showSearch } from "../search/quickPick.ts";
import type { RecentDocuments } from "../search/recentDocuments.ts";
import { setEnableRule } from "../settings.ts";
import { showMenu } from "../status/menu.ts";
import { viewId } from "../trace/view.ts";
import { chooseModel } from "./chooseModel.ts";
import { snooze } from "./snooze.ts";

/** What the commands act on. */
export interface CommandTargets {
  client: Client;
  switches: Switches;
  searchModels: SearchModels;
  chat: Chat;
  chatModel: ChatModel;
  indexing: Indexing;
  recent: RecentDocuments;
  log: vscode.LogOutputChannel;
}

/** Registers every command that package.json contributes. */
export function registerCommands({
  client,
  switches,
  searchModels,
  chat,
  chatModel,
  indexing,
  recent,
  log,
}: CommandTargets): vscode.Disposable {
  const commands: Record<string, (target?: unknown) => unknown> = {
    "ingle.showMenu": () => showMenu(client, switches, indexing),
    "ingle.snooze": () => snooze(switches),
    "ingle.wake": () => switches.wake(),
    "ingle.turnOnHere": () => switches.setHere(true),
    "ingle.turnOffHere": () => switches.setHere(false),
    "ingle.turnOnForLanguage": () => setForLanguage(true),
    "ingle.turnOffForLanguage": () => setForLanguage(false),
    "ingle.chooseModel": chooseModel,
    "ingle.search": () => showSearch(client, recent),
    "ingle.chooseSearchModels": () => chooseSearchModels(searchModels),
    "ingle.stopIndexing": () => indexing.act("cancel"),
    "ingle.resumeIndexing": () => indexing.act("resume"),
    "ingle.rebuildIndex": () => indexing.act("rebuild"),
    "ingle.showSkippedFiles": () => showSkippedFiles(client),
    "ingle.whyNoSuggestion": () => vscode.commands.executeCommand(`${viewId}.focus`),
    "ingle.openChat": () => chat.show(),
    "ingle.openChatInEditor": () => chat.openInEditor(),
    "ingle.newChat": () => chat.startNew(),
    "ingle.showConversations": () => chat.showConversations(),
    "ingle.renameConversation": () => chat.rename(),
    "ingle.exportConversation": () => chat.export(),
    "ingle.deleteConversation": () => chat.delete(),
    "ingle.addToChat": (target) => chat.attach(target instanceof vscode.Uri ? target : undefined),
    "ingle.chooseChatModel": () => chooseChatModel(chatModel),
    "ingle.restart": () => client.restart(),
    "ingle.showLog": () => log.show(),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

async function setForLanguage(enabled: boolean): Promise<void> {
  const document = vscode.window.activeTextEditor?.document;
  if (document) await setEnableRule(document.languageId, enabled);
}
