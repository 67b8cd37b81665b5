import * as vscode from "vscode";
import {
  editNamesNotification,
  editNamesRequest,
  type NamesEvent,
  type NamesOutcome,
  type SuggestedName,
} from "../../../server/protocol/refactor.ts";
import type { Client } from "../../client.ts";
import { toParams } from "./sourcePlace.ts";

const { l10n } = vscode;

interface NamedSymbol {
  document: vscode.TextDocument;
  name: string;
  range: vscode.Range;
}

interface NameRow extends vscode.QuickPickItem {
  name: string;
}

/**
 * Asks for a new name: the box is there at once, fills with names as they come, and takes any that is
 * typed. Undefined where the person went away.
 */
export async function chooseName(
  client: Pick<Client, "ask" | "hear">,
  { document, name, range }: NamedSymbol,
): Promise<string | undefined> {
  const source = new vscode.CancellationTokenSource();
  const params = toParams(document, range.start);
  const box = vscode.window.createQuickPick<NameRow>();
  box.title = l10n.t("Rename {0}", name);
  box.placeholder = l10n.t("Type a name, or choose one");
  box.busy = true;
  let names: readonly SuggestedName[] = [];
  let model: string | undefined;

  function draw(): void {
    const typed = box.value.trim();
    const isSuggested = names.some((each) => each.name === typed);
    const own: NameRow[] =
      typed === "" || isSuggested
        ? []
        : [{ label: typed, name: typed, description: l10n.t("as typed"), alwaysShow: true }];
    const rows = names.map((each) => ({
      label: each.name,
      name: each.name,
      description: each.by === "code" ? l10n.t("from the code") : (model ?? ""),
    }));
    const chosen = box.activeItems[0]?.name;
    box.items = [...own, ...rows];
    const active = box.items.find((row) => row.name === chosen) ?? box.items[0];
    if (active) box.activeItems = own.length > 0 ? own : [active];
  }

  const hearing = client.hear<NamesEvent>(editNamesNotification, (event) => {
    if (event.edit !== params.edit) return;
    names = event.names;
    draw();
  });
  const asking = client
    .ask<NamesOutcome>(editNamesRequest, params, source.token)
    .then((outcome) => {
      if (outcome?.kind !== "names") return;
      ({ names, model } = { model: undefined, ...outcome });
      draw();
    })
    // A server that is down suggests nothing; the box takes what is typed all the same.
    .catch(() => {})
    .finally(() => {
      box.busy = false;
    });

  try {
    return await new Promise<string | undefined>((resolve) => {
      box.onDidChangeValue(draw);
      box.onDidAccept(() => resolve(box.activeItems[0]?.name ?? (box.value.trim() || undefined)));
      box.onDidHide(() => resolve(undefined));
      box.show();
    });
  } finally {
    source.cancel();
    hearing.dispose();
    await asking.catch(() => {});
    box.dispose();
    source.dispose();
  }
}
