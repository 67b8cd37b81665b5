import type {
  ChatAttachment,
  ChatCommand,
  ChatQuestionParams,
} from "../../server/protocol/chat.ts";
import type { Attached, Chip } from "./messages.ts";

/** What a person has written, told apart: a command behind a slash, the rest, what is attached. */
export function readQuestion(
  text: string,
  chips: readonly Chip[],
  commands: readonly ChatCommand[],
): { text: string; command?: string; attached: Attached[] } {
  const found = /^\/([\w.-]+)(?:\s+|$)/.exec(text.trim());
  const command = commands.find(({ name }) => name === found?.[1]);
  const attached = chips.map((chip) => chip.attached);
  if (found === null || command === undefined) return { text: text.trim(), attached };
  return {
    text: text.trim().slice(found[0].length),
    command: command.name,
    attached: [...attached, ...wanted(command, attached)],
  };
}

/** The parameters of a question, without the fields that say nothing. */
export function questionParams(parts: {
  conversation?: string | undefined;
  after?: string | null | undefined;
  again?: string;
  text: string;
  command?: string | undefined;
  attachments: readonly ChatAttachment[];
}): ChatQuestionParams {
  const { conversation, after, again, text, command, attachments } = parts;
  return {
    text,
    attachments,
    ...(conversation !== undefined && { conversation }),
    ...(after !== undefined && { after }),
    ...(again !== undefined && { again }),
    ...(command !== undefined && { command }),
  };
}

/** What a command wants and can be had without asking; a selection is there as a chip already. */
function wanted({ wants }: ChatCommand, attached: readonly Attached[]): Attached[] {
  return wants
    .filter((kind) => kind !== "selection" && !attached.some((each) => each.kind === kind))
    .map((kind) => ({ kind }) as Attached);
}
