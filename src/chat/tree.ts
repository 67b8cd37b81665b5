import type { ChatEntry, Conversation } from "../../server/protocol/chat.ts";
import { pathTo } from "../../server/protocol/conversation.ts";

/** The messages that lead to the one that is shown, first to last; a message that is not there ends it. */
export function pathOf(conversation: Conversation): ChatEntry[] {
  return pathTo(conversation, conversation.shown ?? conversation.messages.at(-1)?.id);
}

/** The versions of a message, oldest first: what follows the same message and is of the same role. */
export function versionsOf({ messages }: Conversation, entry: ChatEntry): ChatEntry[] {
  return messages.filter(({ after, role }) => after === entry.after && role === entry.role);
}

/** The conversation when nobody writes in it any more, as after the end of the server. */
export function interrupted(conversation: Conversation): Conversation {
  const messages = conversation.messages.map((message) =>
    message.role === "assistant" && message.state.kind === "writing"
      ? ({ ...message, state: { kind: "interrupted" } } as const)
      : message,
  );
  return { ...conversation, messages };
}

/** Whether an answer is being written. */
export function isWriting({ messages }: Conversation): boolean {
  return messages.some(
    (message) => message.role === "assistant" && message.state.kind === "writing",
  );
}

/** Whether the last answer that is shown was interrupted. */
export function wasInterrupted(conversation: Conversation): boolean {
  const last = pathOf(conversation).at(-1);
  return last?.role === "assistant" && last.state.kind === "interrupted";
}

/** The URIs of the files beside the last question that is shown. */
export function attachedFiles(conversation: Conversation | undefined): string[] {
  const path = conversation ? pathOf(conversation) : [];
  const question = path.findLast((entry) => entry.role === "user");
  const uris = (question?.attachments ?? []).flatMap((each) =>
    "uri" in each && each.kind !== "folder" ? [each.uri] : [],
  );
  return [...new Set(uris)];
}
