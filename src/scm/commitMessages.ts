import * as vscode from "vscode";
import {
  type CommitMessageOutcome,
  type CommitMessageParams,
  scmCommitMessageRequest,
} from "../../server/protocol/scm.ts";
import { stagedOrAll } from "./changes.ts";
import { chooseRepository } from "./chooseRepository.ts";
import type { Repository } from "./git.ts";
import { type ScmRequests, showRefusal } from "./requests.ts";

const { l10n } = vscode;

/** Commit messages in the boxes of the repositories. `target` is the source control whose button it was. */
export interface CommitMessages extends vscode.Disposable {
  /** Writes one for what is staged, or for all changes; resolves at its end. */
  write(target: unknown): Promise<void>;
  /** Stops writing; what stood in the box before comes back. */
  stop(target: unknown): void;
  /** Puts back what stood in the box before, and the other way round. */
  restore(target: unknown): Promise<void>;
}

/** Messages that show the style of the repository. */
const mostMessages = 40;
/** What the buttons in the title are shown by. */
const contexts = { writing: "ingle.writingCommitMessage", replaced: "ingle.replacedCommitMessage" };

/** Creates them over the requests. */
export function createCommitMessages(requests: ScmRequests): CommitMessages {
  const writing = new Map<string, vscode.CancellationTokenSource>();
  /** What a box has held before, by the repository. */
  const replaced = new Map<string, string>();

  function showButtons(): void {
    for (const [name, on] of [
      [contexts.writing, writing.size > 0],
      [contexts.replaced, replaced.size > 0],
    ] as const)
      void vscode.commands.executeCommand("setContext", name, on);
  }

  async function write(target: unknown): Promise<void> {
    const repository = await chooseRepository(target);
    if (!repository) return;
    const key = repository.rootUri.toString();
    if (writing.has(key)) return;
    const source = new vscode.CancellationTokenSource();
    writing.set(key, source);
    showButtons();
    try {
      await vscode.window.withProgress({ location: vscode.ProgressLocation.SourceControl }, () =>
        writeInto(repository, source),
      );
    } catch (error) {
      // Git itself has failed: its words say why.
      void vscode.window.showWarningMessage(error instanceof Error ? error.message : String(error));
    } finally {
      writing.delete(key);
      source.dispose();
      showButtons();
    }
  }

  async function writeInto(
    repository: Repository,
    source: vscode.CancellationTokenSource,
  ): Promise<void> {
    const { inputBox, rootUri } = repository;
    const { changes, staged } = await stagedOrAll(repository);
    const before = inputBox.value;
    // Git takes its own message of a merge away when the merge is over, some time after it was.
    const ours = new Set([before, ""]);
    const put = (text: string): void => {
      // What was put there comes back late: any of it is ours.
      if (!ours.has(inputBox.value)) source.cancel();
      if (source.token.isCancellationRequested) return;
      ours.add(text);
      inputBox.value = text;
    };
    const params: Omit<CommitMessageParams, "request"> = {
      ...changes,
      recent: await recentMessages(repository),
      branch: repository.state.HEAD?.name ?? "",
      hint: before,
    };
    const outcome = await requests.ask<CommitMessageOutcome>(scmCommitMessageRequest, params, {
      token: source.token,
      onEvent: (event) => event.kind === "text" && put(event.text),
    });
    if (outcome.kind === "message") put(outcome.text);
    // Somebody has typed into the box: that stays.
    if (!ours.has(inputBox.value)) return;
    if (outcome.kind !== "message" || source.token.isCancellationRequested) {
      if (inputBox.value !== "") inputBox.value = before;
      if (outcome.kind === "refused") void showRefusal(outcome);
      return;
    }
    if (before.trim() === "") replaced.delete(rootUri.toString());
    else replaced.set(rootUri.toString(), before);
    showButtons();
    const notes = staged
      ? outcome.notes
      : [l10n.t("Nothing is staged: the message is for all changes."), ...outcome.notes];
    void tell(repository, notes);
  }

  async function tell(repository: Repository, notes: readonly string[]): Promise<void> {
    const key = repository.rootUri.toString();
    const offers = replaced.has(key) ? [l10n.t("Restore What Stood There")] : [];
    if (notes.length + offers.length === 0) return;
    const text = notes.length > 0 ? notes.join(" ") : l10n.t("The commit message is written.");
    const chosen = await vscode.window.showInformationMessage(text, ...offers);
    if (chosen !== undefined) swap(repository);
  }

  function swap(repository: Repository): void {
    const key = repository.rootUri.toString();
    const before = replaced.get(key);
    if (before === undefined) return;
    replaced.set(key, repository.inputBox.value);
    repository.inputBox.value = before;
  }

  return {
    write,
    stop(target) {
      const { rootUri } = (target ?? {}) as Partial<vscode.SourceControl>;
      const own = rootUri && writing.get(rootUri.toString());
      for (const source of own ? [own] : writing.values()) source.cancel();
    },
    async restore(target) {
      const repository = await chooseRepository(target);
      if (repository) swap(repository);
    },
    dispose() {
      for (const source of writing.values()) source.cancel();
    },
  };
}

/** Whole messages, the newest first; none before the first commit. */
async function recentMessages(repository: Repository): Promise<string[]> {
  try {
    return (await repository.log({ maxEntries: mostMessages })).map(({ message }) => message);
  } catch {
    return [];
  }
}
