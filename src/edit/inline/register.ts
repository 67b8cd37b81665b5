import * as vscode from "vscode";
import { createBox } from "./box.ts";
import type { InlineEdits } from "./edits.ts";
import type { Instructions } from "./instructions.ts";
import { askWithPreview, type PreviewParts } from "./withPreview.ts";

interface EditCommandParts extends PreviewParts {
  edits: InlineEdits;
  instructions: Instructions;
}

/** Registers the commands of edits in place. */
export function registerEditCommands({
  edits,
  instructions,
  ...parts
}: EditCommandParts): vscode.Disposable {
  const box = createBox(instructions);
  const commands: Record<string, (target?: unknown) => unknown> = {
    "ingle.edit": () => edits.startHere(),
    "ingle.editWithPreview": () => askWithPreview(parts, instructions),
    "ingle.sendInstruction": (comment) => edits.send(comment),
    "ingle.dismissInstruction": () => edits.dismiss(),
    "ingle.earlierInstruction": () => box.recall("earlier"),
    "ingle.laterInstruction": () => box.recall("later"),
    "ingle.recentInstructions": () => box.pick(),
    "ingle.stopEdit": (target) => edits.stop(target),
    "ingle.followUpEdit": (target) => edits.followUp(target),
    "ingle.retryEdit": (target) => edits.retry(target),
    "ingle.acceptEdit": (target) => edits.accept(target),
    "ingle.refuseEdit": (target) => edits.refuse(target),
    "ingle.acceptHunk": (target) => edits.acceptHunk(target),
    "ingle.refuseHunk": (target) => edits.refuseHunk(target),
    "ingle.nextHunk": () => edits.goToHunk("next"),
    "ingle.previousHunk": () => edits.goToHunk("previous"),
  };
  return vscode.Disposable.from(
    box,
    ...Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run)),
  );
}
