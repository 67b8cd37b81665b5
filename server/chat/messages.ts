import type { ChatMessage } from "../engine/engine.ts";
import type { FittedChat } from "../prompt/fitChat.ts";

/** A conversation that fits into a model's context, as the model is sent it. */
export function messagesOf({
  system,
  past,
  context,
  question,
  pictures,
}: FittedChat): ChatMessage[] {
  const asked = (before: string, words: string): string =>
    [before, words].filter((each) => each !== "").join("\n\n");
  return [
    { role: "system", content: system },
    ...past.flatMap((turn): ChatMessage[] => [
      beside(turn.pictures, asked(turn.context, turn.question)),
      { role: "assistant", content: turn.answer },
    ]),
    beside(pictures, asked(context, question)),
  ];
}

function beside(pictures: readonly string[] = [], content: string): ChatMessage {
  return { role: "user", content, ...(pictures.length === 0 ? {} : { pictures }) };
}
