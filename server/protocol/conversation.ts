import type { Answer, ChatEntry, ChatEvent, Conversation } from "./chat.ts";

/** What happens in a conversation that is known. */
export type ConversationEvent = Omitted<ChatEvent>;

type Omitted<Event> = Event extends ChatEvent ? Omit<Event, "conversation"> : never;

/** The conversation after an event of its own: the server writes by it, a client draws by it. */
export function withEvent(conversation: Conversation, event: ConversationEvent): Conversation {
  switch (event.kind) {
    case "title":
      return { ...conversation, title: event.title };
    case "message": {
      const { message } = event;
      const others = conversation.messages.filter(({ id }) => id !== message.id);
      return { ...conversation, messages: [...others, message], shown: message.id };
    }
    case "piece": {
      const field = event.thought ? "thought" : "text";
      return withAnswer(conversation, event.message, (answer) => ({
        ...answer,
        [field]: answer[field] + event.text,
      }));
    }
    case "answer":
      return withAnswer(conversation, event.message, (answer) => ({ ...answer, ...event.fields }));
  }
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
