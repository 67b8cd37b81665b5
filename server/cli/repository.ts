import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { type ChatModelState, chatModelNotification, chatModelRequest } from "../protocol/chat.ts";
import { type Client, startClient } from "./client.ts";
import { repositoryAt } from "./git.ts";

/** What the commands about a repository have in common. */
export interface RepositoryOptions {
  folder: string;
  /** A GGUF file that can hold a conversation, or the address of a server that can. */
  model: { path: string } | { url: string } | undefined;
  json: boolean;
  verbose: boolean;
}

/** The repository that holds a folder; where there is none, says so and resolves to undefined. */
export async function openRepository(given: string): Promise<string | undefined> {
  const folder = resolve(given);
  if (!(await stat(folder).catch(() => undefined))?.isDirectory()) {
    console.error(`ingle: ${folder} is no folder. Name one that there is.`);
    return undefined;
  }
  const found = await repositoryAt(folder);
  if ("root" in found) return found.root;
  console.error(`ingle: ${found.problem}`);
  return undefined;
}

/** Starts a server on a repository, and resolves when it is known who answers; says so where nobody does. */
export async function openServer(root: string, options: RepositoryOptions): Promise<Client> {
  const { model, verbose } = options;
  const client = await startClient({
    server: join(__dirname, "server.js"),
    folder: root,
    initializationOptions: model ? { chat: { model } } : {},
    ...(verbose ? { log: (line: string) => console.error(line) } : {}),
  });
  const state = model ? await chosenModel(client) : await modelOfCompletions(client);
  if (state.kind === "failed") console.error(`ingle: ${state.reason} ${state.remedy}`);
  return client;
}

/** What every outcome that is none says, on standard error. */
export function tellRefusal({ reason, remedy }: { reason: string; remedy?: string }): void {
  console.error(`ingle: ${[reason, remedy].filter(Boolean).join(" ")}`);
}

/** Waits until it is known whether a model that was named answers. */
async function chosenModel(client: Client): Promise<ChatModelState> {
  const { connection } = client;
  let settle: (state: ChatModelState) => void = () => {};
  const settled = new Promise<ChatModelState>((resolved) => {
    settle = resolved;
  });
  const look = (state: ChatModelState): void => {
    if (!["none", "checking", "loading"].includes(state.kind)) settle(state);
  };
  connection.onNotification(chatModelNotification, look);
  look(await connection.sendRequest<ChatModelState>(chatModelRequest));
  // A model that the server has not taken at all leaves it at none.
  void modelOfCompletions(client).then((state) => {
    if (state.kind === "none") settle(state);
  });
  return settled;
}

async function modelOfCompletions(client: Client): Promise<ChatModelState> {
  await client.settled();
  return client.connection.sendRequest<ChatModelState>(chatModelRequest);
}
