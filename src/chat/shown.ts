import * as vscode from "vscode";
import type {
  Answer,
  AnswerState,
  ChatEntry,
  ChatSource,
  Conversation,
  Question,
} from "../../server/protocol/chat.ts";
import { attachedAgain, chipOf, linesOf } from "./chips.ts";
import type { Entry, Shown, ShownAnswer, ShownQuestion, Ways } from "./messages.ts";
import { shownMeter } from "./meter.ts";
import { pathOf, versionsOf } from "./tree.ts";

const { l10n } = vscode;

/** The way through a conversation that is shown, in words. */
export function shownConversation(conversation: Conversation): Shown {
  const path = pathOf(conversation);
  const meter = path.findLast((entry): entry is Answer => "meter" in entry)?.meter;
  return {
    id: conversation.id,
    title: conversation.title,
    entries: path.map((entry) => shownEntry(conversation, entry)),
    ...(meter && { meter: shownMeter(meter) }),
  };
}

function shownEntry(conversation: Conversation, entry: ChatEntry): Entry {
  const ways = waysOf(conversation, entry);
  const shown = entry.role === "user" ? shownQuestion(entry) : shownAnswer(entry);
  return ways ? { ...shown, ways } : shown;
}

function shownQuestion({ id, after, text, command, attachments }: Question): ShownQuestion {
  return {
    role: "user",
    id,
    after: after ?? null,
    text: command === undefined ? text : `/${command} ${text}`.trimEnd(),
    chips: attachments.map(attachedAgain).map(chipOf),
  };
}

function shownAnswer(answer: Answer): ShownAnswer {
  const { id, text, thought, sources, notes, summary, model, state } = answer;
  const ending = endingOf(state);
  return {
    role: "assistant",
    id,
    text,
    thought,
    sources: sources.map(shownSource),
    notes: [...notes],
    author: model ?? (state.kind === "done" ? l10n.t("Search") : ""),
    writing: state.kind === "writing",
    ...(summary && { summary: summary.text }),
    ...(ending !== undefined && { ending }),
    mayGoOn: text !== "" && ["length", "stopped", "interrupted"].includes(state.kind),
  };
}

function shownSource(source: ChatSource): ShownAnswer["sources"][number] {
  const place = `${source.path}:${linesOf(source)}`;
  return { label: place, title: source.name };
}

function endingOf(state: AnswerState): string | undefined {
  switch (state.kind) {
    case "writing":
    case "done":
      return undefined;
    case "length":
      return l10n.t("This is as long as an answer may be.");
    case "stopped":
      return l10n.t("Stopped.");
    case "interrupted":
      return l10n.t("Interrupted before its end.");
    case "failed":
      return state.reason;
  }
}

function waysOf(conversation: Conversation, entry: ChatEntry): Ways | undefined {
  const versions = versionsOf(conversation, entry);
  if (versions.length < 2) return undefined;
  const at = versions.findIndex(({ id }) => id === entry.id);
  const previous = versions[at - 1]?.id;
  const next = versions[at + 1]?.id;
  return {
    label: l10n.t("{0} of {1}", at + 1, versions.length),
    ...(previous !== undefined && { previous }),
    ...(next !== undefined && { next }),
  };
}
