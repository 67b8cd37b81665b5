import * as vscode from "vscode";
import type { ChatAttachment } from "../../server/protocol/chat.ts";
import type { Attached, Chip } from "./messages.ts";

const { l10n } = vscode;

/** What is attached, as it is drawn. */
export function chipOf(attached: Attached): Chip {
  switch (attached.kind) {
    case "file":
    case "folder":
      return {
        attached,
        label: baseOf(attached.uri),
        title: pathOf(attached.uri),
        icon: attached.kind,
      };
    case "picture":
      return {
        attached,
        label: baseOf(attached.uri),
        title: l10n.t("Picture: {0}", pathOf(attached.uri)),
        icon: "file-media",
      };
    case "symbol":
      return {
        attached,
        label: attached.name,
        title: placeOf(attached),
        icon: "symbol-method",
      };
    case "selection":
      return {
        attached,
        label: `${baseOf(attached.uri)}:${linesOf(attached)}`,
        title: l10n.t("Selection: {0}", placeOf(attached)),
        icon: "selection",
      };
    case "problems":
      return plain(attached, l10n.t("Problems"), "warning");
    case "diff":
      return plain(attached, l10n.t("Changes"), "diff");
    case "terminal":
      return plain(attached, l10n.t("Terminal"), "terminal");
    case "workspace":
      return plain(attached, l10n.t("Workspace"), "search");
  }
}

/** What was attached to a question, as something that can be attached again. */
export function attachedAgain(attachment: ChatAttachment): Attached {
  if ("text" in attachment) {
    const { text: _, ...rest } = attachment;
    return rest.kind === "diff" ? { kind: "diff" } : rest;
  }
  return attachment;
}

/** Lines as a person counts them. */
export function linesOf({ firstLine, lastLine }: { firstLine: number; lastLine: number }): string {
  return firstLine === lastLine ? `${firstLine + 1}` : `${firstLine + 1}–${lastLine + 1}`;
}

function plain(attached: Attached, label: string, icon: string): Chip {
  return { attached, label, title: label, icon };
}

function placeOf(place: { uri: string; firstLine: number; lastLine: number }): string {
  return `${pathOf(place.uri)}:${linesOf(place)}`;
}

function pathOf(uri: string): string {
  return vscode.workspace.asRelativePath(vscode.Uri.parse(uri));
}

function baseOf(uri: string): string {
  const { path } = vscode.Uri.parse(uri);
  return path.slice(path.lastIndexOf("/") + 1);
}
