import * as vscode from "vscode";
import {
  type CompletionTrace,
  type PromptText,
  promptRequest,
  type Rule,
  resetStatisticsRequest,
  resetStrictnessRequest,
  rulesRequest,
  type Statistics,
  type StrictnessRow,
  statisticsRequest,
  strictnessRequest,
  tracesRequest,
} from "../../server/protocol/messages.ts";
import type { Client } from "../client.ts";
import { batteryRule } from "../completion/battery.ts";
import type { RuleChanges } from "../completion/ruleChanges.ts";
import type { Switches } from "../completion/switches.ts";
import { pageFolders, webviewPage } from "../webviewPage.ts";
import { completionOf } from "./completion.ts";
import type { Action, FromView, ToView } from "./messages.ts";
import { nowOf } from "./now.ts";
import { ruleText } from "./ruleTexts.ts";
import { percent, strictnessText } from "./strictnessTexts.ts";
import { roleText, sourceText, viewTexts } from "./texts.ts";

/** The id of the view in package.json; VS Code makes the command `ingle.why.focus` of it. */
export const viewId = "ingle.why";

interface ViewParts {
  extension: vscode.Uri;
  storage: vscode.Uri;
  client: Client;
  switches: Switches;
  rules: RuleChanges;
}

const commands: Record<Exclude<Action, "ignoreBattery">, string> = {
  wake: "ingle.wake",
  turnOnHere: "ingle.turnOnHere",
  turnOnForLanguage: "ingle.turnOnForLanguage",
  restart: "ingle.restart",
  showLog: "ingle.showLog",
};

/** Statistics change with every request, and are read from a disk: the view asks no more often. */
const statisticsEveryMs = 2_000;

/** Registers *Why no suggestion?*. The server sends its traces only while the view can be seen. */
export function registerTraceView(parts: ViewParts): vscode.Disposable {
  return vscode.window.registerWebviewViewProvider(viewId, {
    resolveWebviewView: (view) => show(view, parts),
  });
}

function show(
  view: vscode.WebviewView,
  { extension, storage, client, switches, rules }: ViewParts,
): void {
  const places = new Map<number, CompletionTrace>();
  let statisticsTimer: NodeJS.Timeout | undefined;
  const post = (message: ToView): void => {
    if (view.visible) void view.webview.postMessage(message);
  };

  function postNow(): void {
    const document = vscode.window.activeTextEditor?.document;
    post({ kind: "now", now: nowOf(client.state, document && switches.pauseFor(document)) });
  }

  function remember(trace: CompletionTrace): CompletionTrace {
    places.set(trace.id, trace);
    return trace;
  }

  async function postTraces(): Promise<void> {
    const traces = (await client.ask<CompletionTrace[]>(tracesRequest)) ?? [];
    places.clear();
    post({ kind: "completions", completions: traces.map(remember).map(completionOf) });
  }

  async function postRules(): Promise<void> {
    const fromServer = (await client.ask<Rule[]>(rulesRequest)) ?? [];
    const battery = { name: batteryRule, on: rules.isOn(batteryRule), byDefault: false };
    const all = [battery, ...fromServer].map((rule) => ({ ...rule, ...ruleText(rule.name) }));
    post({ kind: "rules", rules: all });
  }

  async function postStatistics(): Promise<void> {
    clearTimeout(statisticsTimer);
    statisticsTimer = undefined;
    const [statistics, strictness = []] = await Promise.all([
      client.ask<Statistics>(statisticsRequest),
      client.ask<StrictnessRow[]>(strictnessRequest),
    ]);
    if (!statistics) return;
    post({
      kind: "statistics",
      statistics: {
        since: new Date(statistics.since).toLocaleDateString([], { dateStyle: "long" }),
        place: vscode.Uri.joinPath(storage, "statistics.json").fsPath,
        rows: statistics.rows.map((row) => ({ ...row, source: sourceText(row.source) })),
        strictness: {
          place: vscode.Uri.joinPath(storage, "strictness.json").fsPath,
          rows: strictness.map(strictnessRow),
        },
      },
    });
  }

  async function postPrompt(id: number): Promise<void> {
    const texts = await client.ask<PromptText[] | null>(promptRequest, { id });
    const told = texts?.map(({ role, text }) => ({ role: roleText(role), text }));
    post({ kind: "prompt", id, ...(told && { parts: told }) });
  }

  async function postAll(): Promise<void> {
    post({ kind: "texts", texts: viewTexts() });
    postNow();
    await Promise.all([postRules(), postTraces(), postStatistics()]);
  }

  async function openAt(place: { uri: string; line: number; character: number }): Promise<void> {
    const at = new vscode.Position(place.line, place.character);
    await vscode.window.showTextDocument(vscode.Uri.parse(place.uri), {
      selection: new vscode.Range(at, at),
    });
  }

  async function take(message: FromView): Promise<void> {
    switch (message.kind) {
      case "ready":
        return postAll();
      case "setRule":
        return rules.set(message.name, message.on);
      case "resetRules":
        return rules.reset();
      case "resetStatistics":
        await client.ask(resetStatisticsRequest);
        return postStatistics();
      case "resetStrictness":
        await client.ask(resetStrictnessRequest);
        return postStatistics();
      case "showPrompt":
        return postPrompt(message.id);
      case "openPlace": {
        const trace = places.get(message.id);
        return trace && openAt(trace);
      }
      case "openEcho": {
        const place = places.get(message.id)?.echo?.places[message.index];
        return place && openAt({ ...place, character: 0 });
      }
      case "run":
        if (message.action === "ignoreBattery") return rules.set(batteryRule, undefined);
        await vscode.commands.executeCommand(commands[message.action]);
    }
  }

  const listening = vscode.Disposable.from(
    view.webview.onDidReceiveMessage(take),
    view.onDidChangeVisibility(() => client.follow(view.visible)),
    client.onDidComplete((trace) => {
      post({ kind: "completion", completion: completionOf(remember(trace)) });
      statisticsTimer ??= setTimeout(() => void postStatistics(), statisticsEveryMs);
    }),
    client.onDidChangeState(postNow),
    switches.onDidChange(postNow),
    vscode.window.onDidChangeActiveTextEditor(postNow),
    rules.onDidChange(() => void postRules()),
  );
  view.onDidDispose(() => {
    clearTimeout(statisticsTimer);
    listening.dispose();
    client.follow(false);
  });
  view.webview.options = {
    enableScripts: true,
    localResourceRoots: pageFolders(extension, "trace"),
  };
  view.webview.html = webviewPage(view.webview, extension, {
    name: "trace",
    title: vscode.l10n.t("Why no suggestion?"),
    symbols: false,
  });
  client.follow(view.visible);
}

/** A language as the table shows it. */
function strictnessRow({ language, taken, of, mean, atFirst, moved }: StrictnessRow) {
  return {
    language,
    now: strictnessText({ moved }),
    taken: vscode.l10n.t("{0} of {1}", taken, of),
    needed: percent(Math.exp(mean)),
    atFirst: percent(Math.exp(atFirst)),
  };
}
