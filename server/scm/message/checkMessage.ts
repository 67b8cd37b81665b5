import type { CommitStyle } from "./style.ts";
import { bodyOf, conventionalPrefix, subjectOf, ticketPrefix } from "./style.ts";
import { subjectLimit } from "./styleFacts.ts";

/** Something that is not right with a message: `unusable` is none at all, `off-style` is one that can be sent. */
export interface MessageFault {
  kind: "unusable" | "off-style";
  /** A sentence for the model that is to do better, and for the person where it does not. */
  text: string;
}

/** What is wrong with a message, the gravest first; `hint` is what the person has begun. */
export function faultsOf(message: string, style: CommitStyle, hint: string): MessageFault[] {
  const subject = subjectOf(message);
  const unusable = whyUnusable(message, subject);
  if (unusable !== undefined) return [{ kind: "unusable", text: unusable }];
  const faults: string[] = [];
  const limit = subjectLimit(style);
  if (subject.length > limit)
    faults.push(
      `The first line has ${subject.length} characters; at most ${limit} are usual here.`,
    );
  if (style.prefix === "conventional" && !conventionalPrefix.test(withoutEmoji(subject)))
    faults.push(`The first line does not begin with a type, such as ${style.prefixes[0]}.`);
  const begun = hint.trim();
  if (begun !== "" && !keepsHint(message, begun))
    faults.push(`The message does not keep what was begun: ${begun.split("\n")[0]}`);
  return faults.map((text) => ({ kind: "off-style", text }));
}

/** A message that has kept the number of a ticket that a person gave; it is put in front where it is missing. */
export function withTicket(message: string, hint: string, style: CommitStyle): string {
  const ticket = /^\[?([A-Z][A-Z0-9]+-\d+|#\d+)\]?:?$/.exec(hint.trim())?.[1];
  if (ticket === undefined || message.includes(ticket) || message === "") return message;
  const subject = subjectOf(message);
  const rest = message.slice(message.split("\n", 1)[0]?.length ?? 0);
  const written = style.prefix === "ticket" || ticketPrefix.test(hint) ? hint.trim() : ticket;
  const joint = /[:\]]$/.test(written) ? " " : style.prefix === "ticket" ? " " : ": ";
  return ticket.startsWith("#")
    ? `${subject} (${ticket})${rest}`
    : `${written}${joint}${subject}${rest}`;
}

function whyUnusable(message: string, subject: string): string | undefined {
  if (subject === "") return "It was empty.";
  if (!/\p{L}/u.test(subject)) return "Its first line has no words.";
  if (/^(?:diff --git|index [0-9a-f]+\.\.|@@ |\+\+\+ |--- )/m.test(message))
    return "It was a diff, not a message.";
  if (
    /^(?:I (?:cannot|can't|can not|do not|don't|am |will|would|have )|I'm |As an AI|Sorry|Unfortunately)/i.test(
      subject,
    )
  )
    return "It spoke of itself instead of the changes.";
  if (
    /^[{}[\]();<>]|[{;]$|^(?:import|export|const|let|var|def|class|function|return|#include)\b.*[({;=:]/.test(
      subject,
    )
  )
    return "It was code, not a message.";
  if (subject.length > 300) return "Its first line was a whole text.";
  if (bodyOf(message).length > 4_000) return "It was far too long.";
  if (/[?]$/.test(subject) && /\b(?:you|would|could|please)\b/i.test(subject))
    return "It asked a question instead of writing.";
  return undefined;
}

function keepsHint(message: string, hint: string): boolean {
  const plain = (text: string): string =>
    text
      .toLowerCase()
      .replace(/[\s:[\]()]+/g, " ")
      .trim();
  return plain(message).includes(plain(hint.split("\n")[0] ?? ""));
}

function withoutEmoji(subject: string): string {
  return subject.replace(/^(?:\p{Extended_Pictographic}\uFE0F?|:\w+:)\s*/u, "");
}
