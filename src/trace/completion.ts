import * as vscode from "vscode";
import type {
  CompletionTrace,
  EchoTrace,
  PromptPartTrace,
} from "../../server/protocol/messages.ts";
import type { Completion } from "./messages.ts";
import { ruleText } from "./ruleTexts.ts";
import { surenessText } from "./strictnessTexts.ts";
import { roleText, sourceText, stageText } from "./texts.ts";

const { l10n } = vscode;

/** The stages by the colour of their bars; one that is not named here is drawn in the first. */
const hues = ["guard", "prompt", "rest", "first piece", "debounce", "filters"];

/** A trace as the view draws it. */
export function completionOf(trace: CompletionTrace): Completion {
  const { outcome, tokens, raw, sureness } = trace;
  const uri = vscode.Uri.parse(trace.uri);
  const time = new Date(trace.at).toLocaleTimeString([], { timeStyle: "medium" });
  const name = uri.path.slice(uri.path.lastIndexOf("/") + 1);
  const place = `${name}:${trace.line + 1}:${trace.character + 1}`;
  const source = sourceText(trace.source);
  const totalMs = trace.stages.reduce((sum, { ms }) => sum + ms, 0);
  const summary = outcome.kind === "shown" ? firstLine(outcome.text) : reasonOf(outcome);
  return {
    id: trace.id,
    time,
    place,
    path: vscode.workspace.asRelativePath(uri),
    source,
    outcome: outcome.kind,
    summary,
    label: [
      time,
      place,
      outcome.kind === "shown"
        ? l10n.t("shown: {0}", summary)
        : l10n.t("nothing shown: {0}", summary),
      source,
      l10n.t("{0} milliseconds", Math.round(totalMs)),
    ].join(", "),
    ...(outcome.kind === "shown" && { shown: outcome.text }),
    ...(outcome.kind === "silent" && outcome.rule !== undefined && { rule: outcome.rule }),
    ...(raw !== undefined && { raw }),
    cuts: (trace.cuts ?? [])
      // White space at the end is nothing that anybody would have seen.
      .filter(({ before, after }) => before.trimEnd() !== after.trimEnd())
      .map(({ filter, before, after }) => ({
        rule: ruleOf(filter),
        title: ruleText(ruleOf(filter)).title,
        before,
        after,
      })),
    ...(sureness && { sureness: surenessText(sureness, trace.languageId) }),
    stages: trace.stages.map(({ name: stage, ms }) => ({
      name: stageText(stage),
      ms,
      hue: Math.max(0, hues.indexOf(stage)),
    })),
    totalMs,
    ...(tokens && { tokens }),
    ...(trace.echo && { echo: echoOf(trace.echo) }),
    parts: partsOf(trace.prompt?.parts ?? []),
  };
}

/** What an echo stands on, in words. */
function echoOf({ probability, count, places }: EchoTrace): NonNullable<Completion["echo"]> {
  const percent = Math.round(100 * probability);
  return {
    sentence:
      count === 1
        ? l10n.t("One place of your code goes on like this; {0} % sure.", percent)
        : l10n.t("{0} places of your code go on like this; {1} % sure.", count, percent),
    places: places.map(
      ({ uri, line }) => `${vscode.workspace.asRelativePath(vscode.Uri.parse(uri))}:${line + 1}`,
    ),
  };
}

/** The parts in their order, the control tokens between them as one. */
function partsOf(parts: readonly PromptPartTrace[]): Completion["parts"] {
  const controls = parts.filter(({ role }) => role === "token");
  const controlTokens = controls.reduce((sum, { tokens }) => sum + tokens, 0);
  const characters = controls.reduce((sum, part) => sum + part.characters, 0);
  return [
    ...parts
      .filter(({ role }) => role !== "token")
      .map((part) => ({
        ...part,
        role: [roleText(part.role), part.path].filter(Boolean).join(": "),
      })),
    ...(controls.length > 0
      ? [{ role: roleText("token"), tokens: controlTokens, characters }]
      : []),
  ];
}

/** The gate tells in other words where it cut and where it silenced; it is one rule. */
function ruleOf(filter: string): string {
  return filter.startsWith("is unsure") ? "is unsure" : filter;
}

function reasonOf({ why, rule }: { why: string; rule?: string }): string {
  return rule === "is blank" ? l10n.t("The model wrote nothing more.") : sentence(why);
}

function firstLine(text: string): string {
  return text.trimStart().split("\n", 1)[0] ?? "";
}

function sentence(clause: string): string {
  const first = clause.charAt(0).toLocaleUpperCase() + clause.slice(1);
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
