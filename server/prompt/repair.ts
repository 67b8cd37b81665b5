interface Message {
  role: "system" | "user" | "assistant";
  content: string;
}

/**
 * A conversation about an edit after an answer that cannot be used as it is. `problems` are whole
 * sentences, the gravest first. What was said before stays word by word, for the KV cache.
 */
export function repairMessages(
  messages: readonly Message[],
  { answer, problems }: { answer: string; problems: readonly string[] },
): Message[] {
  const content = [
    "That cannot be used yet:",
    problems.map((problem) => `- ${problem}`).join("\n"),
    "Write your answer again, whole and in the same form, without these faults. It takes the place of the marked part as you were shown it.",
  ].join("\n\n");
  return [...messages, { role: "assistant", content: answer }, { role: "user", content }];
}
