import type { FittedChat } from "../prompt/fitChat.ts";

/** Says to the person, in sentences, what of a question did not fit into the model's context. */
export function notesOf({
  cut,
  stripped,
  dropped,
}: Pick<FittedChat, "cut" | "stripped" | "dropped">): string[] {
  const notes = cut.map(({ what, label, left }) => {
    const share = `${Math.round(left * 100)} %`;
    if (what === "question")
      return `The question is long: the model reads the first ${share} of it.`;
    if (what === "rules")
      return `The project's rules are long: the model reads the first ${share}.`;
    return left === 0
      ? `${label} did not fit into the model's context.`
      : `The first ${share} of ${label} fit into the model's context.`;
  });
  if (stripped > 0)
    notes.push("Of earlier questions, the model reads no longer what was attached and found.");
  if (dropped > 0)
    notes.push(`The model reads no longer the first ${dropped} of the earlier questions.`);
  return notes;
}
