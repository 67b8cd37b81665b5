import * as vscode from "vscode";
import type { ContextMeter, MeterPart } from "../../server/protocol/chat.ts";
import type { Meter } from "./messages.ts";

const { l10n } = vscode;

/** The model's context as the view draws it: what is kept for the answer is a part like the others. */
export function shownMeter({ size, answer, parts, estimated }: ContextMeter): Meter {
  const used = parts.reduce((sum, { tokens }) => sum + tokens, 0);
  const number = (value: number): string => value.toLocaleString(vscode.env.language);
  const all = [
    ...parts
      .filter(({ tokens }) => tokens > 0)
      .map(({ name, tokens }) => ({ label: partText(name), tokens, hue: hues.indexOf(name) })),
    { label: l10n.t("Kept for the answer"), tokens: answer, hue: hues.length },
  ];
  return {
    label: l10n.t("{0} of {1} tokens", number(used + answer), number(size)),
    explanation: estimated
      ? l10n.t("Estimated: the model has not counted yet.")
      : l10n.t("Counted by the model."),
    parts: all.map(({ label, tokens, hue }) => ({
      label,
      tokens: number(tokens),
      share: size === 0 ? 0 : Math.min(1, tokens / size),
      hue,
    })),
  };
}

/** The parts by the colour of their bars. */
const hues: MeterPart["name"][] = [
  ...(["instructions", "rules", "conversation", "summary"] as const),
  ...(["attachments", "workspace", "question"] as const),
];

function partText(name: MeterPart["name"]): string {
  const texts: Record<MeterPart["name"], string> = {
    instructions: l10n.t("Instructions"),
    rules: l10n.t("Your rules"),
    conversation: l10n.t("Conversation so far"),
    summary: l10n.t("Summary of what came before"),
    attachments: l10n.t("Attachments"),
    workspace: l10n.t("Found in the project"),
    question: l10n.t("Question"),
  };
  return texts[name];
}
