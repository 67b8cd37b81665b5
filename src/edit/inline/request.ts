import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { type ChatModelState, chatModelRequest } from "../../../server/protocol/chat.ts";
import {
  type EditOutcome,
  type EditParams,
  type EditRegion,
  editProposeRequest,
  editRegionRequest,
} from "../../../server/protocol/edit.ts";
import type { Client } from "../../client.ts";
import type { LineSpan } from "./carry.ts";

const { l10n } = vscode;

/** What came of a request, and what would help where nothing did. */
export type Outcome =
  | Exclude<EditOutcome, { kind: "refused" }>
  | (EditOutcome & { kind: "refused"; offer: "model" | "again" });

/** How long the editor waits to hear which lines an edit would be about, in milliseconds. */
const regionWithinMs = 400;

/** Asks for an edit. Never rejects: a server that is down or ends is an outcome with words. */
export async function requestEdit(
  client: Pick<Client, "ask" | "state">,
  params: EditParams,
  token: vscode.CancellationToken,
): Promise<Outcome> {
  try {
    const outcome = await client.ask<EditOutcome>(editProposeRequest, params, token);
    if (token.isCancellationRequested) return { kind: "cancelled" };
    if (outcome === undefined) return notRunning(client);
    if (outcome.kind !== "refused") return outcome;
    const model = await client.ask<ChatModelState>(chatModelRequest);
    const isMissing =
      model?.kind === "none" || model?.kind === "failed" || model?.kind === "checking";
    return { ...outcome, offer: isMissing ? "model" : "again" };
  } catch {
    if (token.isCancellationRequested) return { kind: "cancelled" };
    return {
      ...{ kind: "refused", offer: "again" },
      reason: l10n.t("Ingle was interrupted while it worked on this."),
    };
  }
}

/** The lines that an edit here would be about; those of the range where nobody says in time. */
export async function requestRegion(
  client: Pick<Client, "ask">,
  document: vscode.TextDocument,
  { range, ...about }: { range: vscode.Range } & Pick<EditParams, "action" | "diagnostic">,
): Promise<LineSpan> {
  const params = { edit: randomUUID(), ...about, ...placeOf(document, range) };
  const late = new Promise<undefined>((resolve) =>
    setTimeout(() => resolve(undefined), regionWithinMs),
  );
  const asked = client.ask<EditRegion | null>(editRegionRequest, params).catch(() => undefined);
  const found = await Promise.race([asked, late]);
  return found ?? { firstLine: range.start.line, endLine: lastLineOf(range) + 1 };
}

/** Where in which version of a document an edit is to be. */
export function placeOf(
  document: vscode.TextDocument,
  { start, end }: vscode.Range,
): Pick<EditParams, "textDocument" | "range"> {
  return {
    textDocument: { uri: document.uri.toString(), version: document.version },
    range: {
      start: { line: start.line, character: start.character },
      end: { line: end.line, character: end.character },
    },
  };
}

function lastLineOf({ start, end }: vscode.Range): number {
  return end.character === 0 && end.line > start.line ? end.line - 1 : end.line;
}

function notRunning({ state }: Pick<Client, "state">): Outcome {
  return {
    ...{ kind: "refused", offer: "again" },
    reason: state.kind === "down" ? state.reason : l10n.t("Ingle is not running."),
  };
}
