import * as vscode from "vscode";
import { createChatModel } from "./chat/model.ts";
import { createChat } from "./chat/view.ts";
import { createClient } from "./client.ts";
import { registerCommands } from "./commands/register.ts";
import { createBattery } from "./completion/battery.ts";
import { offerBesideCopilot } from "./completion/besideCopilot.ts";
import { followFocus } from "./completion/focus.ts";
import { createCompletionMiddleware } from "./completion/middleware.ts";
import { createRuleChanges } from "./completion/ruleChanges.ts";
import { createSwitches } from "./completion/switches.ts";
import { followAbility } from "./edit/ability.ts";
import { createInlineEdits } from "./edit/inline/edits.ts";
import { createInstructions } from "./edit/inline/instructions.ts";
import { registerEditCommands } from "./edit/inline/register.ts";
import type { ShowElsewhere } from "./edit/inline/session.ts";
import { createCheckpoints } from "./edit/multi/checkpoints.ts";
import { previewProposal } from "./edit/multi/preview.ts";
import { registerRefactors } from "./edit/multi/register.ts";
import { registerActions } from "./edit/register.ts";
import { followIndexing } from "./index/indexing.ts";
import { createIndexOptions } from "./index/options.ts";
import { registerScm } from "./scm/register.ts";
import { createSearchModels } from "./search/models.ts";
import { followRecentDocuments } from "./search/recentDocuments.ts";
import { createStatusItem } from "./status/item.ts";
import { registerTraceView } from "./trace/view.ts";

/** Builds the parts, starts the server, and hands everything to the editor to dispose. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Ingle", { log: true });
  const rules = createRuleChanges(context.globalState);
  const searchModels = createSearchModels(context.globalState);
  const chatModel = createChatModel(context.globalState);
  const indexOptions = createIndexOptions();
  const recent = followRecentDocuments();
  const battery = createBattery(rules);
  const switches = createSwitches(context.workspaceState, battery);
  const completion = createCompletionMiddleware(switches);
  const client = createClient({
    module: context.asAbsolutePath("dist/server.js"),
    storage: context.globalStorageUri,
    log,
    middleware: completion.middleware,
    rules,
    searchModels,
    chatModel,
    indexOptions,
  });
  const chat = createChat({
    ...{ extension: context.extensionUri, storage: context.globalStorageUri, client },
  });
  const storage = context.storageUri ?? context.globalStorageUri;
  const checkpoints = createCheckpoints({
    folder: vscode.Uri.joinPath(storage, "checkpoints").fsPath,
  });
  const instructions = createInstructions(context.workspaceState);
  const elsewhere: ShowElsewhere = async (proposal, following) => {
    const previewed = await previewProposal(proposal, { following, checkpoints });
    return previewed.kind === "refused" ? previewed.reason : undefined;
  };
  const edits = createInlineEdits({
    ...{ extension: context.extensionUri, client, instructions, elsewhere },
  });
  const indexing = followIndexing(client);
  context.subscriptions.push(
    log,
    rules,
    searchModels,
    chatModel,
    recent,
    battery,
    switches,
    completion,
    client,
    chat,
    edits,
    followAbility(chat),
    registerActions({ client, chat, edits }),
    registerScm({ client, chat, edits }),
    indexOptions,
    indexing,
    followFocus(client, switches),
    createStatusItem({ client, switches, working: completion.working, indexing }),
    registerCommands({ client, switches, searchModels, chat, chatModel, indexing, recent, log }),
    registerEditCommands({ edits, instructions, client, elsewhere }),
    registerRefactors({ client, checkpoints }),
    registerTraceView({
      extension: context.extensionUri,
      storage: context.globalStorageUri,
      client,
      switches,
      rules,
    }),
    offerBesideCopilot(context.globalState),
  );
  void client.start();
}
