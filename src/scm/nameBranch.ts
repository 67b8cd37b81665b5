import * as vscode from "vscode";
import { isBranchName } from "../../server/protocol/branchName.ts";
import {
  type BranchNameOutcome,
  type BranchNameParams,
  scmBranchNameRequest,
} from "../../server/protocol/scm.ts";
import { stagedOrAll } from "./changes.ts";
import { chooseRepository } from "./chooseRepository.ts";
import type { Repository } from "./git.ts";
import { type ScmRequests, showRefusal } from "./requests.ts";

const { l10n } = vscode;

/** Asks what a branch is for, offers a name, and creates the branch once the person has said yes. */
export async function nameBranch(requests: ScmRequests, target: unknown): Promise<void> {
  const repository = await chooseRepository(target);
  if (!repository) return;
  const text = await vscode.window.showInputBox({
    title: l10n.t("What is the branch for?"),
    prompt: l10n.t("A few words; empty: the name comes from what has changed."),
  });
  if (text === undefined) return;
  const branches = await branchNames(repository);
  const { changes } = await stagedOrAll(repository);
  const params: Omit<BranchNameParams, "request"> = { ...changes, branches, text };
  const outcome = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t("Finding a name for the branch"),
      cancellable: true,
    },
    (_, token) => requests.ask<BranchNameOutcome>(scmBranchNameRequest, params, { token }),
  );
  if (outcome.kind === "refused") return showRefusal(outcome);
  if (outcome.kind === "name") await create(repository, outcome, branches);
}

async function create(
  repository: Repository,
  { name: offered, notes }: BranchNameOutcome & { kind: "name" },
  branches: readonly string[],
): Promise<void> {
  const name = await vscode.window.showInputBox({
    title: l10n.t("Create a branch and switch to it"),
    value: offered,
    prompt: notes.join(" "),
    validateInput(given) {
      if (!isBranchName(given.trim())) return l10n.t("Git takes no such name.");
      return branches.includes(given.trim())
        ? l10n.t("There is a branch of this name already.")
        : undefined;
    },
  });
  if (name === undefined) return;
  try {
    await repository.createBranch(name.trim(), true);
  } catch (error) {
    const { stderr, message } = error as { stderr?: string; message?: string };
    void vscode.window.showWarningMessage(stderr?.trim() || (message ?? String(error)));
  }
}

/** The names of branches here, those that were worked on last first. */
async function branchNames(repository: Repository): Promise<string[]> {
  try {
    const branches = await repository.getBranches({ remote: false, sort: "committerdate" });
    return branches.flatMap(({ name }) => (name === undefined ? [] : [name]));
  } catch {
    return [];
  }
}
