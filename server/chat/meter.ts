import type { FittedChat } from "../prompt/fitChat.ts";
import type { ContextMeter, MeterPart } from "../protocol/chat.ts";

const order: readonly MeterPart["name"][] = [
  ...(["instructions", "rules", "summary", "conversation"] as const),
  ...(["attachments", "workspace", "question"] as const),
];

/** The context by part, as it is estimated before the model has read it; empty parts are left out. */
export function meterOf(
  { tokens }: Pick<FittedChat, "tokens">,
  { size, answer }: { size: number; answer: number },
): ContextMeter {
  const parts = order.map((name) => ({ name, tokens: tokens[name] }));
  return { size, answer, parts: parts.filter((part) => part.tokens > 0), estimated: true };
}

/** The same once the model has counted the tokens of the whole prompt. */
export function countedMeter(meter: ContextMeter, promptTokens: number): ContextMeter {
  const estimated = meter.parts.reduce((sum, part) => sum + part.tokens, 0);
  const factor = estimated === 0 ? 1 : promptTokens / estimated;
  const parts = meter.parts.map((part) => ({ ...part, tokens: Math.round(part.tokens * factor) }));
  return { ...meter, parts, estimated: false };
}
