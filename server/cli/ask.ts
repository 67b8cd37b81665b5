import {
  type Answer,
  type AnswerState,
  type ChatEvent,
  type ChatModelState,
  type ChatSource,
  chatAskRequest,
  chatDeleteRequest,
  chatEventNotification,
  chatModelRequest,
} from "../protocol/chat.ts";
import { type IndexOptions, openIndexed } from "./indexed.ts";

/** What `ingle ask` was asked. */
export interface AskOptions extends IndexOptions {
  text: string;
  /** A GGUF file that can hold a conversation, or the address of a server that can. */
  model: { path: string } | { url: string } | undefined;
}

/**
 * Prints an answer as it is written, and behind it what of the project it stands on, each place as
 * PATH:LINE. Returns the exit code: 1 where the answer did not come to its end.
 */
export async function askInTerminal(options: AskOptions): Promise<number> {
  const client = await openIndexed({
    ...options,
    ...(options.model ? { more: { chat: { model: options.model } }, unindexed: true } : {}),
  });
  if (!client) return 2;
  const { connection } = client;
  const answer: Partial<Answer> = {};
  let thinking = false;
  let conversation = "";
  connection.onNotification(chatEventNotification, (event: ChatEvent) => {
    conversation = event.conversation;
    if (event.kind === "answer") Object.assign(answer, event.fields);
    if (event.kind !== "piece" || options.json) return;
    if (event.thought) {
      if (!thinking) process.stderr.write("thinking …\n");
      thinking = true;
    } else process.stdout.write(event.text);
  });
  try {
    const model = await connection.sendRequest<ChatModelState>(chatModelRequest);
    if (model.kind === "failed") console.error(`ingle: ${model.reason} ${model.remedy}`);
    const { text } = options;
    const state = await connection.sendRequest<AnswerState>(chatAskRequest, { text });
    if (options.json) console.log(JSON.stringify({ ...answer, state }, null, 2));
    else tell(answer, state);
    return state.kind === "done" || state.kind === "length" ? 0 : 1;
  } finally {
    // What is asked in a terminal is kept by the terminal.
    await connection.sendRequest(chatDeleteRequest, { conversation });
    await client.close();
  }
}

function tell({ sources = [], notes = [], model }: Partial<Answer>, state: AnswerState): void {
  process.stdout.write("\n");
  if (state.kind === "failed") console.error(`ingle: ${state.reason}`);
  // Without a model, the places are the answer.
  if (model !== undefined && sources.length > 0) {
    console.log("\nIt stands on:");
    for (const source of sources) console.log(`  ${placeOf(source)}`);
  }
  for (const note of notes) console.error(note);
}

function placeOf({ path, firstLine, name }: ChatSource): string {
  return `${path}:${firstLine + 1}${name === "" ? "" : `  ${name}`}`;
}
