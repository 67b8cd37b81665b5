import type { Answer, ChatEntry, ChatEvent, Conversation } from "../protocol/chat.ts";

/** What is written down of a conversation: what happens in it, how it began, and which way is shown. */
export type Happening =
  | { kind: "begin"; title: string; at: number }
  | { kind: "shown"; message: string }
  | Omitted<ChatEvent>;

type Omitted<Event> = Event extends ChatEvent ? Omit<Event, "conversation"> : never;

/** The conversation after something has happened in it; what makes no sense there changes nothing. */
export function after(conversation: Conversation, happening: Happening): Conversation {
  switch (happening.kind) {
    case "begin":
    case "title":
      return { ...conversation, title: happening.title };
    case "shown":
      return conversation.messages.some(({ id }) => id === happening.message)
        ? { ...conversation, shown: happening.message }
        : conversation;
    case "message": {
      const { message } = happening;
      const others = conversation.messages.filter(({ id }) => id !== message.id);
      return { ...conversation, messages: [...others, message], shown: message.id };
    }
    case "piece": {
      const field = happening.thought ? "thought" : "text";
      return withAnswer(conversation, happening.message, (answer) => ({
        ...answer,
        [field]: answer[field] + happening.text,
      }));
    }
    case "answer":
      return withAnswer(conversation, happening.message, (answer) => ({
        ...answer,
        ...happening.fields,
      }));
  }
}

function withAnswer(
  conversation: Conversation,
  id: string,
  change: (answer: Answer) => Answer,
): Conversation {
  const messages = conversation.messages.map((message) =>
    message.id === id && message.role === "assistant" ? change(message) : message,
  );
  return { ...conversation, messages };
}

/** The messages from the first question to this one, in order. */
export function pathTo({ messages }: Conversation, id: string | undefined): ChatEntry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: ChatEntry[] = [];
  for (
    let at = id && byId.get(id);
    at;
    at = at.after === undefined ? undefined : byId.get(at.after)
  )
    // A file that was written by somebody else may go round in a circle.
    if (path.includes(at)) break;
    else path.unshift(at);
  return path;
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
