import {
  type ChatHistoryItem,
  type ChatWrapper,
  GeneralChatWrapper,
  type LlamaModel,
  resolveChatWrapper,
  type Token,
} from "node-llama-cpp";
import type { ChatMessage } from "../engine.ts";

/** A conversation as a model reads it. */
export interface ChatPrompt {
  tokens: Token[];
  /** The end of it as text: some templates begin the answer's thought. */
  ending: string;
  /** The model's own template; empty where it has none. */
  template: string;
  /** Texts with which the model begins a message of somebody else's. */
  stops: string[];
}

const wrappers = new WeakMap<LlamaModel, ChatWrapper>();

/**
 * Makes the prompt for the next message, by the template in the model's file; a model that has none is
 * given the conversation as plain text with headings, which any model can go on with.
 */
export function chatPrompt(model: LlamaModel, messages: readonly ChatMessage[]): ChatPrompt {
  const history: ChatHistoryItem[] = [...messages.map(item), { type: "model", response: [] }];
  const { contextText, stopGenerationTriggers } = wrapperOf(model).generateContextState({
    chatHistory: history,
  });
  return {
    tokens: contextText.tokenize(model.tokenizer),
    ending: contextText.toString().slice(-64),
    template: model.fileInfo.metadata.tokenizer?.chat_template ?? "",
    // Those that are control tokens end the text by themselves.
    stops: stopGenerationTriggers.flatMap((trigger) =>
      trigger.values.every((value) => typeof value === "string") ? [trigger.toString()] : [],
    ),
  };
}

function item({ role, content }: ChatMessage): ChatHistoryItem {
  if (role === "assistant") return { type: "model", response: [content] };
  return { type: role, text: content };
}

function wrapperOf(model: LlamaModel): ChatWrapper {
  const known = wrappers.get(model);
  if (known) return known;
  const found =
    resolveChatWrapper(model, { warningLogs: false, fallbackToOtherWrappersOnJinjaError: true }) ??
    new GeneralChatWrapper();
  wrappers.set(model, found);
  return found;
}
