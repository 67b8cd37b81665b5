import * as vscode from "vscode";
import type { Client } from "../client.ts";
import type { Working } from "../completion/middleware.ts";
import type { Switches } from "../completion/switches.ts";
import { describeIndex } from "../index/describe.ts";
import type { Indexing } from "../index/indexing.ts";
import { describe } from "./describe.ts";

/** An answer that comes sooner than this is not announced: the item would only flicker. */
const patienceMs = 400;

/** What the status item tells of. */
export interface StatusSources {
  client: Client;
  switches: Switches;
  working: Working;
  indexing: Indexing;
}

/** Draws the status item and keeps it true; a click opens the menu. */
export function createStatusItem({
  client,
  switches,
  working,
  indexing,
}: StatusSources): vscode.Disposable {
  const item = vscode.window.createStatusBarItem(
    "ingle.status",
    vscode.StatusBarAlignment.Right,
    100,
  );
  item.name = "Ingle";
  item.command = "ingle.showMenu";
  let timer: NodeJS.Timeout | undefined;
  let patient = true;

  function draw(): void {
    const document = vscode.window.activeTextEditor?.document;
    const pause = document && switches.pauseFor(document);
    const look = describe(client.state, pause, working.requests > 0 && !patient);
    item.text = look.text;
    const summary = [look.summary, describeIndex(indexing.status)].filter(Boolean).join("\n");
    item.tooltip = summary;
    item.accessibilityInformation = { label: `Ingle: ${summary}`, role: "button" };
    item.backgroundColor = look.attention
      ? new vscode.ThemeColor("statusBarItem.warningBackground")
      : undefined;
    item.show();
  }

  function wait(): void {
    if (working.requests > 0 && timer === undefined) {
      timer = setTimeout(() => {
        patient = false;
        draw();
      }, patienceMs);
    } else if (working.requests === 0) {
      clearTimeout(timer);
      timer = undefined;
      if (!patient) {
        patient = true;
        draw();
      }
    }
  }

  draw();
  return vscode.Disposable.from(
    item,
    client.onDidChangeState(draw),
    switches.onDidChange(draw),
    indexing.onDidChange(draw),
    working.onDidChange(wait),
    vscode.window.onDidChangeActiveTextEditor(draw),
    { dispose: () => clearTimeout(timer) },
  );
}
