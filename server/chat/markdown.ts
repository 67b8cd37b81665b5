import type { Answer, Conversation, Question } from "../protocol/chat.ts";
import { pathTo } from "../protocol/conversation.ts";

/** The way of a conversation that is shown, as a Markdown document. */
export function markdownOf(conversation: Conversation): string {
  const turns = pathTo(conversation, conversation.shown).map((message) =>
    message.role === "user" ? asked(message) : answered(message),
  );
  return `${[`# ${conversation.title}`, ...turns].join("\n\n")}\n`;
}

function asked({ text, command, attachments }: Question): string {
  const words = [command === undefined ? "" : `/${command}`, text].filter(Boolean).join(" ");
  const beside = attachments.map((each) => {
    if (!("uri" in each)) return each.kind;
    const name = each.kind === "symbol" ? each.name : (each.uri.split("/").at(-1) ?? "");
    return `${each.kind} ${decodeURIComponent(name)}`;
  });
  const note = beside.length === 0 ? "" : `\n\n*With ${beside.join(", ")}*`;
  return `## ${words.split("\n").join("\n\n")}${note}`;
}

function answered({ text, sources, model, state }: Answer): string {
  const places = sources.map(
    ({ path, firstLine, lastLine }) => `- ${path}:${firstLine + 1}–${lastLine + 1}`,
  );
  return [
    text.trim(),
    state.kind === "done" ? "" : `*(${state.kind === "failed" ? state.reason : state.kind})*`,
    places.length === 0 ? "" : `Sources:\n\n${places.join("\n")}`,
    model === undefined ? "" : `*${model}*`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}
