import * as vscode from "vscode";
import { createClient } from "./client.ts";
import { registerCommands } from "./commands/register.ts";
import { followFocus } from "./completion/focus.ts";
import { createCompletionMiddleware } from "./completion/middleware.ts";
import { createSwitches } from "./completion/switches.ts";
import { createStatusItem } from "./status/item.ts";

/** Builds the parts, starts the server, and hands everything to the editor to dispose. */
export function activate(context: vscode.ExtensionContext): void {
  const log = vscode.window.createOutputChannel("Ingle", { log: true });
  const switches = createSwitches(context.workspaceState);
  const completion = createCompletionMiddleware(switches);
  const client = createClient({
    module: context.asAbsolutePath("dist/server.js"),
    storage: context.globalStorageUri,
    log,
    middleware: completion.middleware,
  });
  context.subscriptions.push(
    log,
    switches,
    completion,
    client,
    followFocus(client, switches),
    createStatusItem(client, switches, completion.working),
    registerCommands({ client, switches, log }),
  );
  void client.start();
}
