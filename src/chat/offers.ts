import * as vscode from "vscode";
import type { ChatCommand } from "../../server/protocol/chat.ts";
import { chipOf } from "./chips.ts";
import { filesNamed, symbolsNamed } from "./find.ts";
import type { Attached, Offer } from "./messages.ts";

const { l10n } = vscode;

/** What can be attached, in the order in which it is offered. */
export function attachables(): { what: Attached["kind"]; description: string; icon: string }[] {
  return [
    { what: "file", description: l10n.t("A file of the workspace"), icon: "file" },
    { what: "folder", description: l10n.t("What a folder holds"), icon: "folder" },
    { what: "symbol", description: l10n.t("A function, class or variable"), icon: "symbol-method" },
    { what: "selection", description: l10n.t("What is selected in the editor"), icon: "selection" },
    { what: "problems", description: l10n.t("Errors and warnings"), icon: "warning" },
    { what: "diff", description: l10n.t("Staged changes, or else all changes"), icon: "diff" },
    {
      what: "terminal",
      description: l10n.t("The last command and what it said"),
      icon: "terminal",
    },
    {
      what: "workspace",
      description: l10n.t("What the project says about the question"),
      icon: "search",
    },
  ];
}

/** What may follow an `@` or `#` with this text behind it: kinds first, then files and symbols. */
export async function attachmentOffers(query: string): Promise<Offer[]> {
  const wanted = query.toLowerCase();
  const kinds = attachables()
    .filter(({ what }) => what.startsWith(wanted))
    .map(
      ({ what, description, icon }): Offer => ({
        label: `@${what}`,
        description,
        icon,
        choice: isNamed(what)
          ? { kind: "pick", what }
          : { kind: "chip", chip: chipOf({ kind: what }) },
      }),
    );
  if (query === "") return kinds;
  const [files, symbols] = await Promise.all([
    filesNamed(query, 8),
    query.length < 2 ? [] : symbolsNamed(query, 5),
  ]);
  return [...kinds, ...[...files, ...symbols].map(chipOffer)];
}

/** The commands that may stand behind a slash. */
export function commandOffers(commands: readonly ChatCommand[]): Offer[] {
  return commands.map(({ name, description, uri }) => ({
    label: `/${name}`,
    description,
    icon: uri === undefined ? "sparkle" : "note",
    choice: { kind: "text", text: `/${name} ` },
  }));
}

/** Kinds of which there are many: the person says which. The selection is read when it is taken. */
function isNamed(
  what: Attached["kind"],
): what is Exclude<Attached["kind"], "problems" | "diff" | "terminal" | "workspace"> {
  return what === "file" || what === "folder" || what === "symbol" || what === "selection";
}

function chipOffer(attached: Attached): Offer {
  const chip = chipOf(attached);
  return {
    label: chip.label,
    description: chip.title,
    icon: chip.icon,
    choice: { kind: "chip", chip },
  };
}
