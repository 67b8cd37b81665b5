import type { Connection } from "vscode-languageserver/node";
import {
  type AnswerState,
  type ChatEvent,
  type ChatModelState,
  type ChatQuestionParams,
  chatAskRequest,
  chatBranchRequest,
  chatCommandsRequest,
  chatDeleteRequest,
  chatEventNotification,
  chatExportRequest,
  chatListRequest,
  chatMeterRequest,
  chatModelRequest,
  chatOpenRequest,
  chatRenameRequest,
  chatShowRequest,
} from "../protocol/chat.ts";
import { signalOf, textIn } from "../requests.ts";
import { type AnswerOptions, createAnswers } from "./answer.ts";
import { knownCommands } from "./commands.ts";
import { createConversations } from "./conversations.ts";
import { markdownOf } from "./markdown.ts";

interface ChatOptions extends Omit<AnswerOptions, "conversations" | "onEvent"> {
  connection: Connection;
  storage(): string | undefined;
  /** The folders of the workspace by their URIs, of whatever scheme. */
  workspace(): readonly string[];
  model(): ChatModelState;
  log(line: string): void;
}

/** Answers the requests of chat on a connection; resolves its `settled` when all is written down. */
export function registerChat({ connection, model, ...options }: ChatOptions): {
  settled(): Promise<void>;
} {
  const conversations = createConversations({
    ...options,
    isWriting: (answer) => answers.isWriting(answer),
  });
  const answers = createAnswers({
    ...options,
    conversations,
    onEvent: (event: ChatEvent) => void connection.sendNotification(chatEventNotification, event),
  });

  connection.onRequest<AnswerState, void>(chatAskRequest, (params: unknown, token) =>
    answers.ask(questionIn(params), signalOf(token)),
  );
  connection.onRequest(chatMeterRequest, (params: unknown, token) =>
    answers.meter(questionIn(params), signalOf(token)).then((meter) => meter ?? null),
  );
  connection.onRequest(chatListRequest, (params: unknown) =>
    conversations.list(textIn(params, "query")),
  );
  connection.onRequest(chatOpenRequest, async (params: unknown) => {
    return (await conversations.open(textIn(params, "conversation"))) ?? null;
  });
  connection.onRequest(chatRenameRequest, async (params: unknown) => {
    const title = textIn(params, "title").trim();
    const conversation = textIn(params, "conversation");
    if (title !== "") await conversations.add(conversation, { kind: "title", title });
  });
  connection.onRequest(chatDeleteRequest, (params: unknown) =>
    conversations.remove(textIn(params, "conversation")),
  );
  connection.onRequest(chatShowRequest, async (params: unknown) => {
    const [id, message] = [textIn(params, "conversation"), textIn(params, "message")];
    return (await conversations.show(id, message)) ?? null;
  });
  connection.onRequest(chatBranchRequest, async (params: unknown) => {
    const [id, message] = [textIn(params, "conversation"), textIn(params, "message")];
    return (await conversations.branch(id, message)) ?? null;
  });
  connection.onRequest(chatExportRequest, async (params: unknown) => {
    const conversation = await conversations.open(textIn(params, "conversation"));
    return conversation ? markdownOf(conversation) : null;
  });
  connection.onRequest(chatCommandsRequest, async () => {
    const commands = await knownCommands(options.folders(), options.files);
    return commands.map(({ text: _, ...command }) => command);
  });
  connection.onRequest<ChatModelState, void>(chatModelRequest, model);

  return { settled: () => conversations.settled() };
}

function questionIn(params: unknown): ChatQuestionParams {
  const given = (params ?? {}) as Partial<ChatQuestionParams>;
  const { conversation, after, again, command, attachments } = given;
  return {
    text: textIn(params, "text"),
    ...(typeof conversation === "string" ? { conversation } : {}),
    ...(typeof after === "string" || after === null ? { after } : {}),
    ...(typeof again === "string" ? { again } : {}),
    ...(typeof command === "string" ? { command } : {}),
    ...(Array.isArray(attachments) ? { attachments } : {}),
  };
}
