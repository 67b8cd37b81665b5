import * as vscode from "vscode";
import type { Strictness, Sureness, WitnessTrace } from "../../server/protocol/messages.ts";

const { l10n } = vscode;

/** So few nats of log-probability are no difference to a person. */
const unnoticed = 0.05;

/** How strict the gate is by now, beside how strict it was at first, in a few words. */
export function strictnessText({ moved }: Pick<Strictness, "moved">): string {
  if (Math.abs(moved) < unnoticed) return l10n.t("as strict as at first");
  if (moved > 0) return moved < 0.2 ? l10n.t("a little stricter") : l10n.t("stricter");
  return moved > -0.2 ? l10n.t("a little more generous") : l10n.t("more generous");
}

/** What the gate asked for at one request, in sentences, and why it asks for that. */
export function surenessText(
  { mean, least, strictness, witness, tried }: Sureness,
  language: string,
): string[] {
  const token = percent(least.token);
  const needed = percent(Math.exp(least.mean));
  return [
    mean === undefined
      ? l10n.t(
          "The model was too unsure from the start: it had to be {0} sure of each token, and {1} on average.",
          token,
          needed,
        )
      : l10n.t(
          "The model was {0} sure of a token on average. It had to be {1}, and {2} of each single one.",
          percent(Math.exp(mean)),
          needed,
          token,
        ),
    ...(strictness ? [learnt(strictness, language)] : []),
    ...(witness && Math.abs(witness.lift) >= unnoticed ? [heard(witness)] : []),
    ...(tried
      ? [l10n.t("It was shown to find out whether you want such suggestions by now.")]
      : []),
  ];
}

/** A probability as a person reads it. */
export function percent(probability: number): string {
  return `${Math.round(100 * probability)} %`;
}

function heard({ agrees, probability }: WitnessTrace): string {
  return agrees
    ? l10n.t(
        "But your own code goes on in the same way ({0} sure), so less was asked for here.",
        percent(probability),
      )
    : l10n.t(
        "But your own code goes on in another way ({0} sure), so more was asked for here.",
        percent(probability),
      );
}

function learnt(strictness: Strictness, language: string): string {
  const { moved, taken, of } = strictness;
  if (of === 0)
    return l10n.t("That is as strict as at first: nothing has been learnt in {0} yet.", language);
  const now = strictnessText(strictness);
  return Math.abs(moved) < unnoticed
    ? l10n.t(
        "That is {0}: you took {1} of the last {2} suggestions in {3}.",
        now,
        taken,
        of,
        language,
      )
    : l10n.t(
        "That is {0} than at first: you took {1} of the last {2} suggestions in {3}.",
        now,
        taken,
        of,
        language,
      );
}
