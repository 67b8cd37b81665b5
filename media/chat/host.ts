import type { FromView } from "../../src/chat/messages.ts";
import type { Draft } from "./state.ts";

/** What is kept while the view is out of sight, and over a reload of the window. */
export interface Kept {
  conversation?: string;
  draft?: Draft;
}

/** The extension, as the view reaches it. */
export interface Host {
  send(message: FromView): void;
  readonly kept: Kept;
  keep(kept: Kept): void;
}

declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** Connects the view to the extension; a page can do so once. */
export function connect(): Host {
  const vscode = acquireVsCodeApi();
  return {
    send: (message) => vscode.postMessage(message),
    kept: vscode.getState() ?? {},
    keep: (kept) => vscode.setState(kept),
  };
}
