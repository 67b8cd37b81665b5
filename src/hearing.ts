import * as vscode from "vscode";

/** Notifications of the server, each for as many listeners as want it. */
export interface Hearing {
  hear<T>(notification: string, listener: (params: T) => void): vscode.Disposable;
}

/** Creates it over a client, which has one listener for a notification and forgets an earlier one. */
export function createHearing(client: {
  onNotification(notification: string, listener: (params: unknown) => void): vscode.Disposable;
}): Hearing & vscode.Disposable {
  const emitters = new Map<string, vscode.EventEmitter<unknown>>();
  const listening: vscode.Disposable[] = [];
  return {
    hear<T>(notification: string, listener: (params: T) => void) {
      let emitter = emitters.get(notification);
      if (!emitter) {
        const made = new vscode.EventEmitter<unknown>();
        emitters.set(notification, made);
        listening.push(
          made,
          client.onNotification(notification, (params) => made.fire(params)),
        );
        emitter = made;
      }
      return emitter.event((params) => listener(params as T));
    },
    dispose() {
      for (const each of listening) each.dispose();
    },
  };
}
