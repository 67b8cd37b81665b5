import * as vscode from "vscode";
import type { Texts } from "./messages.ts";

const { l10n } = vscode;

/** The texts of the view in the person's language. */
export function viewTexts(): Texts {
  return {
    completions: l10n.t("Last Requests"),
    rules: l10n.t("Rules"),
    statistics: l10n.t("Statistics"),
    none: l10n.t(
      "No suggestion has been asked for yet. Type in a file, and every request appears here.",
    ),
    choose: l10n.t("Choose a request to see what became of it."),
    shown: l10n.t("Shown"),
    silent: l10n.t("Nothing shown"),
    shownText: l10n.t("What was shown"),
    raw: l10n.t("What the model wrote"),
    cuts: l10n.t("What the rules took away"),
    cutBy: l10n.t("{0} took:"),
    time: l10n.t("Time"),
    stage: l10n.t("Stage"),
    milliseconds: l10n.t("{0} ms"),
    total: l10n.t("In all"),
    prompt: l10n.t("Prompt"),
    part: l10n.t("Part"),
    tokens: l10n.t("Tokens"),
    promptTokens: l10n.t("{0} tokens in the prompt"),
    reused: l10n.t("{0} of them known already"),
    generated: l10n.t("{0} written"),
    drafted: l10n.t("{0} of them begun by your own code"),
    showPrompt: l10n.t("Show Its Text"),
    promptForgotten: l10n.t("The text has been forgotten: only the last requests keep it."),
    noPrompt: l10n.t("The model was not asked."),
    openPlace: l10n.t("Go to the Place"),
    echo: l10n.t("Where it stands already"),
    echoRaw: l10n.t("What stands there"),
    ruleOn: l10n.t("Rule: {0}"),
    ruleOff: l10n.t("This rule is off now: {0}"),
    turnRuleOff: l10n.t("Turn This Rule Off"),
    turnRuleOn: l10n.t("Turn It On Again"),
    noRule: l10n.t("No rule that can be changed was the reason."),
    rulesIntroduction: l10n.t(
      "While a rule is on, it takes away what is not worth showing. Changes are remembered by Ingle, for every workspace on this machine.",
    ),
    changed: l10n.t("changed"),
    resetRules: l10n.t("Reset All Rules"),
    statisticsIntroduction: l10n.t(
      "Counted since {0}. These numbers stay on this machine, in {1}; nothing is sent anywhere. A suggestion counts as kept if it still stands a minute after it was accepted.",
    ),
    noStatistics: l10n.t("Nothing has been counted yet."),
    language: l10n.t("Language"),
    source: l10n.t("Source"),
    accepted: l10n.t("Accepted"),
    kept: l10n.t("Kept"),
    share: l10n.t("Accepted of Shown"),
    resetStatistics: l10n.t("Reset Statistics"),
    sureness: l10n.t("How sure it was"),
    strictness: l10n.t("How sure the model has to be"),
    strictnessIntroduction: l10n.t(
      "Ingle shows more in a language where you take its suggestions, and less where you leave them. It begins anew with each model. What it has learnt stays on this machine, in {0}.",
    ),
    noStrictness: l10n.t("Nothing has been learnt yet: every language is as strict as at first."),
    strictnessNow: l10n.t("Now"),
    taken: l10n.t("Taken of the Last"),
    needed: l10n.t("Sure of a Token"),
    neededAtFirst: l10n.t("At First"),
    resetStrictness: l10n.t("Reset Strictness"),
  };
}

/** What a completion came from. */
export function sourceText(source: string): string {
  const texts: Record<string, string> = {
    echo: l10n.t("your code"),
    model: l10n.t("model"),
    "typed-along": l10n.t("typed along"),
    cache: l10n.t("cache"),
    none: l10n.t("not asked"),
  };
  return texts[source] ?? source;
}

/** A stage of a completion. */
export function stageText(stage: string): string {
  const texts: Record<string, string> = {
    echo: l10n.t("Search of your code"),
    guard: l10n.t("Guard"),
    debounce: l10n.t("Pause"),
    candidates: l10n.t("Others to choose from"),
    prompt: l10n.t("Prompt"),
    "first piece": l10n.t("First word"),
    rest: l10n.t("Rest"),
    filters: l10n.t("Rules"),
    gate: l10n.t("Sureness"),
  };
  return texts[stage] ?? stage;
}

/** A part of a prompt by its role. */
export function roleText(role: string): string {
  const texts: Record<string, string> = {
    token: l10n.t("Control tokens"),
    repository: l10n.t("Name of the repository"),
    path: l10n.t("Name of the file"),
    snippet: l10n.t("From other places"),
    suffix: l10n.t("After the cursor"),
    prefix: l10n.t("Before the cursor"),
    typed: l10n.t("The cursor's line"),
  };
  return texts[role] ?? role;
}
