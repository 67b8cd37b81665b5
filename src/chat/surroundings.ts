import * as vscode from "vscode";
import {
  type ChatCommand,
  type ChatModelState,
  type ChatSummary,
  chatCommandsRequest,
  chatListRequest,
  chatModelRequest,
} from "../../server/protocol/chat.ts";
import type { Client } from "../client.ts";
import type { Deletions } from "./deletions.ts";
import type { ShownModel, ToView } from "./messages.ts";
import { shownModel } from "./modelState.ts";
import { commandOffers } from "./offers.ts";
import { currentSelection } from "./selection.ts";
import { viewTexts } from "./texts.ts";

const { l10n } = vscode;

/** What a view shows around a conversation: who answers, commands, other conversations. */
export interface Surroundings extends vscode.Disposable {
  readonly commands: readonly ChatCommand[];
  readonly model: ShownModel;
  /** Sends what is known at once: the texts before all else. */
  postKnown(): void;
  /** Sends what only the server knows. */
  postAsked(): Promise<void>;
  postModel(): void;
  postRecent(): Promise<void>;
}

interface SurroundingsParts {
  client: Client;
  deletions: Deletions;
  onDidChangeModel: vscode.Event<ChatModelState>;
  post(message: ToView): void;
}

const recentCount = 4;

/** Creates the surroundings; they follow the editor, the model and deletions. */
export function createSurroundings(parts: SurroundingsParts): Surroundings {
  const { client, deletions, post } = parts;
  let commands: readonly ChatCommand[] = [];
  let model: ChatModelState = { kind: "checking" };

  function postModel(): void {
    post({ kind: "model", model: shownModel(client.state, model) });
  }

  function postSelection(): void {
    const chip = currentSelection();
    post({ kind: "selection", ...(chip && { chip }) });
  }

  function postNotice(): void {
    const { last } = deletions;
    if (last === undefined) {
      post({ kind: "notice" });
      return;
    }
    const text = l10n.t("Deleted: {0}", titleOf(last));
    post({ kind: "notice", notice: { text, action: { action: "undo", label: l10n.t("Undo") } } });
  }

  async function postRecent(): Promise<void> {
    const found = (await client.ask<ChatSummary[]>(chatListRequest, {})) ?? [];
    const conversations = found
      .filter(({ id }) => !deletions.isPending(id))
      .slice(0, recentCount)
      .map((summary) => ({
        id: summary.id,
        title: titleOf(summary),
        when: new Date(summary.at).toLocaleDateString([], { dateStyle: "medium" }),
      }));
    post({ kind: "recent", conversations });
  }

  async function postCommands(): Promise<void> {
    commands = (await client.ask<ChatCommand[]>(chatCommandsRequest)) ?? commands;
    post({ kind: "commands", commands: commandOffers(commands) });
  }

  async function askModel(): Promise<void> {
    model = (await client.ask<ChatModelState>(chatModelRequest)) ?? model;
    postModel();
  }

  const listening = vscode.Disposable.from(
    parts.onDidChangeModel((next) => {
      model = next;
      postModel();
    }),
    deletions.onDidChange(() => {
      postNotice();
      void postRecent();
    }),
    vscode.window.onDidChangeTextEditorSelection(postSelection),
    vscode.window.onDidChangeActiveTextEditor(postSelection),
  );

  return {
    get commands() {
      return commands;
    },
    get model() {
      return shownModel(client.state, model);
    },
    ...{ postModel, postRecent },
    postKnown() {
      post({ kind: "texts", texts: viewTexts() });
      postModel();
      postSelection();
      postNotice();
    },
    async postAsked() {
      await Promise.all([askModel(), postCommands(), postRecent()]);
    },
    dispose: () => listening.dispose(),
  };
}

function titleOf({ title }: Pick<ChatSummary, "title">): string {
  return title === "" ? l10n.t("New conversation") : title;
}
