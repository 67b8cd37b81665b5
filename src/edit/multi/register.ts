import * as vscode from "vscode";
import type { Client } from "../../client.ts";
import type { Checkpoints } from "./checkpoints.ts";
import { moveToFile } from "./move.ts";
import { renameWithNames } from "./rename.ts";
import { returnToCheckpoint } from "./returning.ts";
import { changeSignature } from "./signature.ts";
import { atCursor, placeIn, type SourcePlace } from "./sourcePlace.ts";

/** Registers the commands that change several files. */
export function registerRefactors({
  client,
  checkpoints,
}: {
  client: Client;
  checkpoints: Checkpoints;
}): vscode.Disposable {
  const parts = { client, checkpoints };
  /** The light bulb names a place; a menu and the palette mean the cursor. */
  const at = (run: (place: SourcePlace) => Promise<void>) => async (given: unknown) => {
    const place = placeIn(given) ?? atCursor();
    if (place) await run(place);
  };
  const commands: Record<string, (place?: unknown) => unknown> = {
    "ingle.renameWithNames": at((place) => renameWithNames(parts, place)),
    "ingle.changeSignature": at((place) => changeSignature(parts, place)),
    "ingle.moveToFile": at((place) => moveToFile(parts, place)),
    "ingle.returnToCheckpoint": () => returnToCheckpoint(checkpoints),
  };
  return vscode.Disposable.from(
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}
