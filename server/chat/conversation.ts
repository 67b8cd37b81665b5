import type { Conversation } from "../protocol/chat.ts";
import { type ConversationEvent, withEvent } from "../protocol/conversation.ts";

/** What is written down of a conversation: what happens in it, how it began, and which way is shown. */
export type Happening =
  | { kind: "begin"; title: string; at: number }
  | { kind: "shown"; message: string }
  | ConversationEvent;

/** The conversation after something has happened in it; what makes no sense there changes nothing. */
export function after(conversation: Conversation, happening: Happening): Conversation {
  switch (happening.kind) {
    case "begin":
      return { ...conversation, title: happening.title };
    case "shown":
      return conversation.messages.some(({ id }) => id === happening.message)
        ? { ...conversation, shown: happening.message }
        : conversation;
    default:
      return withEvent(conversation, happening);
  }
}

/** The last message of the way through `id`: wherever it forks, the way that was taken last. */
export function endOfWay({ messages }: Conversation, id: string): string {
  const seen = new Set<string>();
  let end = id;
  while (!seen.has(end)) {
    seen.add(end);
    end = messages.findLast((message) => message.after === end)?.id ?? end;
  }
  return end;
}

/** A name for a conversation that begins with this question: its first line, not too long of it. */
export function titleOf(question: string): string {
  const line = question.trim().split("\n", 1)[0]?.trim() ?? "";
  if (line.length <= longestTitle) return line;
  const cut = line.slice(0, longestTitle - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(" "), longestTitle / 2)).trimEnd()}…`;
}

const longestTitle = 60;
