import type { Answer, ChatEntry, ChatEvent, Conversation } from "../../server/protocol/chat.ts";

/** The messages that lead to the one that is shown, first to last; a message that is not there ends it. */
export function pathOf({ messages, shown }: Conversation): ChatEntry[] {
  const byId = new Map(messages.map((message) => [message.id, message]));
  const path: ChatEntry[] = [];
  for (let at = shown ?? messages.at(-1)?.id; at !== undefined; ) {
    const message = byId.get(at);
    // A file that somebody changed could lead in a circle.
    if (message === undefined || path.includes(message)) break;
    path.unshift(message);
    at = message.after;
  }
  return path;
}

/** The versions of a message, oldest first: what follows the same message and is of the same role. */
export function versionsOf({ messages }: Conversation, entry: ChatEntry): ChatEntry[] {
  return messages.filter(({ after, role }) => after === entry.after && role === entry.role);
}

/** The conversation after an event of its own. */
export function withEvent(conversation: Conversation, event: ChatEvent): Conversation {
  switch (event.kind) {
    case "message": {
      const others = conversation.messages.filter(({ id }) => id !== event.message.id);
      return { ...conversation, messages: [...others, event.message], shown: event.message.id };
    }
    case "piece":
      return withAnswer(conversation, event.message, (answer) =>
        event.thought
          ? { ...answer, thought: answer.thought + event.text }
          : { ...answer, text: answer.text + event.text },
      );
    case "answer":
      return withAnswer(conversation, event.message, (answer) => ({ ...answer, ...event.fields }));
    case "title":
      return { ...conversation, title: event.title };
  }
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
