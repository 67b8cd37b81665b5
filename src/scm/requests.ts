import { randomUUID } from "node:crypto";
import * as vscode from "vscode";
import { type ScmEvent, type ScmRefusal, scmEventNotification } from "../../server/protocol/scm.ts";
import type { Client } from "../client.ts";

/** The requests of source control over the client. */
export interface ScmRequests extends vscode.Disposable {
  /** Never rejects; where nobody could be asked, the outcome is a refusal that says so. */
  ask<Outcome extends { kind: string }>(
    method: string,
    params: object,
    more: { token: vscode.CancellationToken; onEvent?(event: ScmEvent): void },
  ): Promise<Outcome | ScmRefusal | { kind: "cancelled" }>;
}

/** Creates them; the server's events go to the request that they name. */
export function createScmRequests(client: Pick<Client, "ask" | "hear">): ScmRequests {
  const open = new Map<string, (event: ScmEvent) => void>();
  const hearing = client.hear<ScmEvent>(scmEventNotification, (event) =>
    open.get(event.request)?.(event),
  );
  return {
    async ask<Outcome extends { kind: string }>(
      method: string,
      params: object,
      {
        token,
        onEvent = () => {},
      }: { token: vscode.CancellationToken; onEvent?(event: ScmEvent): void },
    ) {
      const request = randomUUID();
      open.set(request, onEvent);
      try {
        const outcome = await client.ask<Outcome>(method, { ...params, request }, token);
        return outcome ?? failed(vscode.l10n.t("Ingle is not running."));
      } catch (error) {
        if (token.isCancellationRequested) return { kind: "cancelled" };
        return failed(error instanceof Error ? error.message : String(error));
      } finally {
        open.delete(request);
      }
    },
    dispose: () => hearing.dispose(),
  };
}

/** Tells a person why there is no answer, and offers to choose a model where there is none. */
export async function showRefusal({ cause, reason, remedy }: ScmRefusal): Promise<void> {
  const text = [reason, remedy].filter(Boolean).join(" ");
  if (cause !== "noModel") {
    const show =
      cause === "nothing" ? vscode.window.showInformationMessage : vscode.window.showWarningMessage;
    void show(text);
    return;
  }
  const choose = vscode.l10n.t("Choose a Chat Model…");
  const chosen = await vscode.window.showInformationMessage(text, choose);
  if (chosen === choose) await vscode.commands.executeCommand("ingle.chooseChatModel");
}

function failed(reason: string): ScmRefusal {
  return { kind: "refused", cause: "model", reason };
}
