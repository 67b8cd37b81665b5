import * as vscode from "vscode";
import type { Texts } from "./messages.ts";

const { l10n } = vscode;

/** The texts of the view in the person's language. */
export function viewTexts(): Texts {
  return {
    title: l10n.t("Chat"),
    welcome: l10n.t("Ask about this code"),
    welcomeHint: l10n.t(
      "Answers come from a model on this machine, with the places in your code that they stand on. Type @ to attach something, / for a command.",
    ),
    recent: l10n.t("Recent conversations"),
    allConversations: l10n.t("All Conversations…"),
    question: l10n.t("Your question"),
    placeholder: l10n.t("Ask about this code"),
    send: l10n.t("Send (Enter)"),
    stop: l10n.t("Stop (Escape)"),
    attach: l10n.t("Attach…"),
    remove: l10n.t("Remove {0}"),
    attached: l10n.t("Attached"),
    editing: l10n.t("You are editing an earlier question."),
    cancelEditing: l10n.t("Cancel (Escape)"),
    you: l10n.t("You"),
    edit: l10n.t("Edit and Ask Again"),
    again: l10n.t("Answer Again"),
    branch: l10n.t("Branch Off a New Conversation"),
    copy: l10n.t("Copy"),
    copied: l10n.t("Copied."),
    goOn: l10n.t("Go On"),
    previousWay: l10n.t("Previous Version"),
    nextWay: l10n.t("Next Version"),
    thinking: l10n.t("Thinking…"),
    thought: l10n.t("What the model thought first"),
    writing: l10n.t("Ingle is answering."),
    ended: l10n.t("The answer is complete."),
    sources: l10n.t("Sources ({0})"),
    summary: l10n.t("What the model was told of the first turns"),
    copyCode: l10n.t("Copy Code"),
    insertCode: l10n.t("Insert at Cursor"),
    applyCode: l10n.t("Apply to File…"),
    createFile: l10n.t("Create File…"),
    codeBlock: l10n.t("Code: {0}"),
    image: l10n.t("picture: {0}"),
    offers: l10n.t("What can be inserted here"),
    offersCount: l10n.t("{0} offers; arrow keys choose, Enter takes one."),
    context: l10n.t("The model's context"),
    part: l10n.t("Part"),
    tokens: l10n.t("Tokens"),
    messages: l10n.t("Conversation"),
    toEnd: l10n.t("Go to the End"),
    drop: l10n.t("Drop to attach"),
    keys: l10n.t(
      "Enter sends, Shift+Enter begins a new line, Escape stops, Arrow Up in the empty field edits the last question, @ attaches, / offers commands.",
    ),
  };
}
