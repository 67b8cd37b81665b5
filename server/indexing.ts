import type { Connection, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { IndexProcess } from "./index/process.ts";
import {
  type IndexAction,
  indexActionNotification,
  indexStatusNotification,
  skippedFilesRequest,
} from "./protocol/messages.ts";
import type { Options } from "./protocol/options.ts";

/** What an index is kept true by. */
export interface Indexing {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  index: IndexProcess;
  /** Absolute paths of the workspace's folders. */
  folders(): readonly string[];
}

/** Wires the index of the workspace to a connection; returns what is told of folders and options. */
export function registerIndexing({
  connection,
  documents,
  index,
  folders,
}: Indexing): (options: Options) => void {
  index.onState((state) => void connection.sendNotification(indexStatusNotification, state));
  connection.onNotification(indexActionNotification, ({ action }: { action: IndexAction }) => {
    if (action === "cancel") index.pause("cancelled");
    else if (action === "resume") index.resume("cancelled");
    else if (action === "rebuild") index.rebuild();
  });
  connection.onRequest(skippedFilesRequest, () => index.skipped());
  documents.onDidChangeContent(({ document }) => index.changed(document));
  documents.onDidClose(({ document }) => index.closed(document));
  return (options) => {
    if (options.index.battery) index.pause("battery");
    else index.resume("battery");
    index.use({ folders: folders(), exclude: options.index.exclude });
  };
}
