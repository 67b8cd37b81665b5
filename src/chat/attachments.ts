import * as vscode from "vscode";
import type { ChatAttachment } from "../../server/protocol/chat.ts";
import type { Attached } from "./messages.ts";
import { problemsText } from "./problems.ts";
import type { TerminalText } from "./terminal.ts";
import { workingDiff } from "./workingDiff.ts";

const { l10n } = vscode;

/** What goes to the server, and a sentence for each thing that could not be had. */
export interface Gathered {
  attachments: ChatAttachment[];
  missing: string[];
}

/** Reads what only the editor knows; what the server can read itself goes as it is. */
export async function gather(
  attached: readonly Attached[],
  terminal: TerminalText,
): Promise<Gathered> {
  const read = await Promise.all(attached.map((each) => readOne(each, terminal)));
  return {
    attachments: read.filter((each) => typeof each !== "string").flat(),
    missing: read.filter((each) => typeof each === "string"),
  };
}

async function readOne(
  attached: Attached,
  terminal: TerminalText,
): Promise<ChatAttachment | ChatAttachment[] | string> {
  switch (attached.kind) {
    case "selection":
      return selectionText(attached);
    case "problems": {
      const text = problemsText();
      return text === "" ? l10n.t("There are no problems to attach.") : { kind: "problems", text };
    }
    case "diff": {
      const changes = await workingDiff();
      if (changes === undefined)
        return l10n.t("There are no changes to attach: git is not available here.");
      return changes.length === 0
        ? l10n.t("There are no changes to attach.")
        : changes.map((each): ChatAttachment => ({ kind: "diff", ...each }));
    }
    case "terminal": {
      const text = terminal.read();
      return text === undefined
        ? l10n.t(
            "There is nothing of the terminal to attach: no command has run in one with shell integration.",
          )
        : { kind: "terminal", text };
    }
    case "workspace":
      return { kind: "workspace" };
    default:
      return attached;
  }
}

async function selectionText(
  selection: Attached & { kind: "selection" },
): Promise<ChatAttachment | string> {
  try {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(selection.uri));
    const lines = new vscode.Range(selection.firstLine, 0, selection.lastLine, 1_000_000);
    return { ...selection, text: document.getText(document.validateRange(lines)) };
  } catch {
    return l10n.t("The selection could not be attached: its file is not there any more.");
  }
}
