import {
  type ChatHistoryItem,
  type ChatWrapper,
  GeneralChatWrapper,
  JinjaTemplateChatWrapper,
  type LlamaModel,
  type LlamaText,
  resolveChatWrapper,
  type Token,
} from "node-llama-cpp";
import type { ChatMessage } from "../engine.ts";
import { answerPrelude, thoughtMarks } from "../thoughts.ts";

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
    ending: endingOf(contextText),
    template: templateOf(model),
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

function endingOf(prompt: LlamaText): string {
  return prompt.toString().slice(-64);
}

function templateOf(model: LlamaModel): string {
  return model.fileInfo.metadata.tokenizer?.chat_template ?? "";
}

function wrapperOf(model: LlamaModel): ChatWrapper {
  const known = wrappers.get(model);
  if (known) return known;
  const found =
    ownWrapper(model) ??
    resolveChatWrapper(model, { warningLogs: false, fallbackToOtherWrappersOnJinjaError: true }) ??
    new GeneralChatWrapper();
  wrappers.set(model, found);
  return found;
}

/**
 * The model's template as it is. To look for a wrapper that is written for models of its kind keeps the
 * process from everything else for up to three seconds, and mostly finds one that makes the same prompt.
 * Undefined where the template has an error, or leaves the model no thought of its own.
 */
function ownWrapper(model: LlamaModel): ChatWrapper | undefined {
  const template = templateOf(model);
  if (template.trim() === "") return undefined;
  try {
    const wrapper = new JinjaTemplateChatWrapper({ template, tokenizer: model.tokenizer });
    const { contextText } = wrapper.generateContextState({
      chatHistory: [
        { type: "user", text: "?" },
        { type: "model", response: [] },
      ],
    });
    return speaksOfThoughts(endingOf(contextText)) ? undefined : wrapper;
  } catch {
    return undefined;
  }
}

function speaksOfThoughts(text: string): boolean {
  return [answerPrelude, ...thoughtMarks.flatMap(({ begin, end }) => [begin, end])].some((mark) =>
    text.includes(mark.trim()),
  );
}
