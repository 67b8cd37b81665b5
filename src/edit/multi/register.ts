import path from "node:path";
import * as vscode from "vscode";
import type { Client } from "../../client.ts";
import { createCheckpoints } from "./checkpoints.ts";
import { type RenamePlace, renameWithNames } from "./rename.ts";
import { returnToCheckpoint } from "./returning.ts";

/** Registers the commands that change several files. */
export function registerRefactors({
  client,
  storage,
}: {
  client: Client;
  /** The workspace's own folder. */
  storage: vscode.Uri;
}): vscode.Disposable {
  const checkpoints = createCheckpoints({ folder: path.join(storage.fsPath, "checkpoints") });
  const parts = { client, checkpoints };
  const commands: Record<string, (place?: unknown) => unknown> = {
    "ingle.renameWithNames": (place) => renameWithNames(parts, placeIn(place)),
    "ingle.returnToCheckpoint": () => returnToCheckpoint(checkpoints),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}

/** The light bulb names a place; a menu and the palette mean the cursor. */
function placeIn(value: unknown): RenamePlace | undefined {
  const { uri, position } = (value ?? {}) as { uri?: unknown; position?: vscode.Position };
  if (typeof position?.line !== "number" || typeof position.character !== "number")
    return undefined;
  if (!(uri instanceof vscode.Uri) && typeof uri !== "string") return undefined;
  return {
    uri: typeof uri === "string" ? vscode.Uri.parse(uri) : uri,
    position: new vscode.Position(position.line, position.character),
  };
}
