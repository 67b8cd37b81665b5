import type { EditOutcome } from "../../protocol/edit.ts";
import type { ChangeSignatureParams } from "../../protocol/refactor.ts";
import { type Attempt, attempt, refusedDeclaration } from "./attempt.ts";
import { declaring } from "./declaration.ts";
import { functionAt } from "./find.ts";
import type { SignatureHow, SignatureOptions } from "./options.ts";

/**
 * Proposes a function with another signature, and every call of it to fit. Calls that cannot be changed
 * stay as they are and are named among the faults. A model that has written what cannot be used, or what
 * a checker finds wrong, is asked once more.
 */
export async function proposeSignature(
  params: ChangeSignatureParams,
  options: SignatureOptions,
  how: SignatureHow,
): Promise<EditOutcome> {
  const { signal, tell } = how;
  const found = await functionAt(params, options, signal);
  if (found.kind === "refused") return found;
  const task = { ...found, params, options, how };
  options.checks.warm(found.opened.document);
  tell({ edit: params.edit, kind: "stage", stage: "writing" });
  const writer = await declaring(params, found.opened, found.signature, { options, signal });
  if (writer.kind === "refused") return refusedDeclaration(writer);
  const first = await attempt(await writer.first(), task);
  if (!writer.again || first.problems.length === 0 || signal.aborted) return first.outcome;
  tell({ edit: params.edit, kind: "stage", stage: "repairing" });
  const second = await attempt(await writer.again(first.problems), task);
  return isBetter(second, first) ? repaired(second.outcome) : first.outcome;
}

function isBetter(second: Attempt, first: Attempt): boolean {
  if (second.outcome.kind !== "proposal") return false;
  return first.outcome.kind !== "proposal" || errorsOf(second.outcome) < errorsOf(first.outcome);
}

function errorsOf({ proposal }: EditOutcome & { kind: "proposal" }): number {
  return proposal.checks.faults.filter(({ severity }) => severity === "error").length;
}

function repaired(outcome: EditOutcome): EditOutcome {
  if (outcome.kind === "proposal") outcome.proposal.checks.repaired = true;
  return outcome;
}
