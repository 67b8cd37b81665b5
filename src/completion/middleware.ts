import * as vscode from "vscode";
import type { Middleware } from "vscode-languageclient/node";
import type { Switches } from "./switches.ts";

/** Whether a completion is being waited for; fires at every change. */
export interface Working {
  readonly requests: number;
  readonly onDidChange: vscode.Event<void>;
}

/**
 * Stands between the editor's request and the server: asks nothing where Ingle is off, and yields
 * to an open suggestion list, whose selected entry ghost text would otherwise compete with.
 */
export function createCompletionMiddleware(
  switches: Switches,
): { middleware: Middleware; working: Working } & vscode.Disposable {
  const changed = new vscode.EventEmitter<void>();
  let requests = 0;
  const count = (by: number): void => {
    requests += by;
    changed.fire();
  };
  return {
    working: {
      get requests() {
        return requests;
      },
      onDidChange: changed.event,
    },
    middleware: {
      async provideInlineCompletionItems(document, position, context, token, next) {
        if (context.selectedCompletionInfo || switches.pauseFor(document)) return [];
        count(1);
        try {
          return await next(document, position, context, token);
        } finally {
          count(-1);
        }
      },
    },
    dispose: () => changed.dispose(),
  };
}
