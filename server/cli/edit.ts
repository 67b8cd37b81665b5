import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { type ChatModelState, chatModelNotification, chatModelRequest } from "../protocol/chat.ts";
import {
  type EditAction,
  type EditEvent,
  type EditOutcome,
  type EditParams,
  editEventNotification,
  editProposeRequest,
  type Proposal,
  type ProposalChecks,
  type ProposedFile,
} from "../protocol/edit.ts";
import { withHunks } from "../protocol/hunks.ts";
import { languageOf } from "../text/languageOf.ts";
import { type Client, startClient } from "./client.ts";
import { coloured, diffText } from "./diffText.ts";
import { type FileRange, rangeOf } from "./editRange.ts";
import { type FileToWrite, whyNotWritable, writeFiles } from "./writeFiles.ts";

/** What `ingle edit` was asked for. */
export interface EditOptions {
  range: FileRange;
  instruction: string | undefined;
  action: EditAction | undefined;
  /** A GGUF file that can hold a conversation, or the address of a server that can. */
  model: { path: string } | { url: string } | undefined;
  /** The folder whose rules, tests and checkers count; by default here, where the file is below. */
  folder: string | undefined;
  checks: boolean;
  apply: boolean;
  json: boolean;
  verbose: boolean;
}

/** The exit codes, as the usage tells them. */
const exit = { done: 0, nothing: 1, faults: 3, unwritten: 4 } as const;

/**
 * Prints what would become of a part of a file as a unified diff, and to standard error what was checked;
 * with `apply`, writes it. Returns the exit code.
 */
export async function editInTerminal(options: EditOptions): Promise<number> {
  const path = resolve(options.range.path);
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    console.error(`ingle: ${path} cannot be read (${error.code}). Check the path.`);
    return undefined;
  });
  if (!bytes) return exit.nothing;
  const text = bytes.toString("utf8");
  const range = rangeOf(options.range, text);
  if (!range) return said(`${path} has fewer lines than that. Name lines that it has.`);
  if (!Buffer.from(text).equals(bytes))
    return said(`${path} is not written in UTF-8. Convert it first.`);
  const unwritable = options.apply ? await whyNotWritable(path) : undefined;
  if (unwritable !== undefined) return said(unwritable, exit.unwritten);

  const folder = folderOf(path, options.folder);
  const client = await startClient({
    server: join(__dirname, "server.js"),
    folder,
    // Who types a command means the tools of the folder that it is typed for.
    initializationOptions: {
      trusted: true,
      ...(options.model ? { chat: { model: absolute(options.model) } } : {}),
    },
    ...(options.verbose ? { log: (line: string) => console.error(line) } : {}),
  });
  try {
    const trouble = await modelTrouble(client, options);
    if (trouble !== undefined) return said(trouble);
    const uri = pathToFileURL(path).href;
    await client.open({ uri, languageId: languageOf(path), text });
    const stop = showStages(client);
    const outcome = await propose(client, {
      ...{ edit: "terminal", textDocument: { uri, version: 1 }, range },
      ...(options.action === undefined ? {} : { action: options.action }),
      ...(options.instruction === undefined ? {} : { instruction: options.instruction }),
      ...(options.checks ? {} : { checks: "none" as const }),
    });
    stop();
    if (outcome.kind !== "proposal") return refused(outcome, options);
    const files = await Promise.all(
      outcome.proposal.files.map((file) =>
        file.uri === uri ? fileToWrite(file, path, bytes) : otherFile(file),
      ),
    );
    return await finish(outcome.proposal, files, { ...options, folder });
  } finally {
    await client.close();
  }
}

/** Prints a proposal, and writes it where that was asked for. */
async function finish(
  proposal: Proposal,
  files: readonly (FileToWrite | string)[],
  { apply, json, folder }: Pick<EditOptions, "apply" | "json"> & { folder: string },
): Promise<number> {
  const usable = files.filter((file) => typeof file !== "string");
  const problem = files.find((file) => typeof file === "string");
  const diff = usable
    .map(({ path, before, after }) =>
      diffText({ path: shown(path, folder), before: before?.toString(), after: after.toString() }),
    )
    .join("");
  const isFaulty = proposal.checks.faults.some(({ severity }) => severity === "error");
  const why = problem ?? (apply && !isFaulty ? await writeFiles(usable) : undefined);
  const written = apply && !isFaulty && why === undefined;
  if (json) console.log(JSON.stringify({ kind: "proposal", proposal, diff, written }, null, 2));
  else process.stdout.write(process.stdout.isTTY && !process.env.NO_COLOR ? coloured(diff) : diff);
  for (const line of checkLines(proposal.checks, (uri) => shown(fileURLToPath(uri), folder)))
    console.error(line);
  if (why !== undefined) return said(why, exit.unwritten);
  if (apply && isFaulty)
    console.error(
      "Nothing was written, because it is worse than before. Ask again, or --no-checks.",
    );
  if (written)
    console.error(`Written: ${usable.map(({ path }) => shown(path, folder)).join(", ")}`);
  return isFaulty ? exit.faults : exit.done;
}

async function propose(client: Client, params: EditParams): Promise<EditOutcome> {
  const outcome = client.connection.sendRequest<EditOutcome>(editProposeRequest, params);
  return outcome.catch((error: unknown) => ({
    kind: "refused",
    reason: `The server could not answer: ${error instanceof Error ? error.message : error}`,
  }));
}

/** Waits until it is known who answers; resolves to sentences where nobody can. */
async function modelTrouble(
  client: Client,
  { model }: Pick<EditOptions, "model">,
): Promise<string | undefined> {
  // Without a chat model the model of completions answers, if it can.
  if (!model) await client.settled();
  const state = await new Promise<ChatModelState>((settle) => {
    const tell = (next: ChatModelState): void => {
      const isKnown = next.kind !== "checking" && next.kind !== "loading";
      if (isKnown && (next.kind !== "none" || !model)) settle(next);
    };
    client.connection.onNotification(chatModelNotification, tell);
    void client.connection.sendRequest<ChatModelState>(chatModelRequest).then(tell);
  });
  if (state.kind === "failed") return `${state.reason} ${state.remedy}`;
  return state.kind === "none"
    ? "The model that comes with Ingle cannot follow instructions. Name one that can with --model FILE or --server URL."
    : undefined;
}

function refused(
  outcome: Exclude<EditOutcome, { kind: "proposal" }>,
  { json }: Pick<EditOptions, "json">,
): number {
  if (json) console.log(JSON.stringify(outcome, null, 2));
  if (outcome.kind === "cancelled") return said("It was stopped.");
  return said([outcome.reason, outcome.remedy].filter((part) => part !== undefined).join(" "));
}

/** The file that was named is the one that was read at first. */
function fileToWrite({ hunks }: ProposedFile, path: string, before: Buffer): FileToWrite {
  return { path, before, after: Buffer.from(withHunks(before.toString("utf8"), hunks)) };
}

/** Another file, or a sentence where it is not what the server has seen. */
async function otherFile(file: ProposedFile): Promise<FileToWrite | string> {
  const path = fileURLToPath(file.uri);
  if (file.isNew) return { path, before: undefined, after: Buffer.from(withHunks("", file.hunks)) };
  const bytes = await readFile(path).catch(() => undefined);
  const text = bytes?.toString("utf8").replaceAll(/\r\n?/g, "\n") ?? "";
  if (!bytes || createHash("sha256").update(text).digest("hex") !== file.digest)
    return `${path} was changed in the meantime. Nothing was written; ask again.`;
  return fileToWrite(file, path, bytes);
}

/** What was checked, a line each, with the faults at their places as compilers write them. */
function checkLines(checks: ProposalChecks, pathOf: (uri: string) => string): string[] {
  const { syntax, checker, formatter, repaired, faults } = checks;
  return [
    ...faults.map(
      ({ uri, range: { start }, severity, message }) =>
        `${pathOf(uri)}:${start.line + 1}:${start.character + 1}: ${severity}: ${message}`,
    ),
    ...(syntax === "kept" ? ["It parses as before."] : []),
    ...(checker.kind === "unchecked"
      ? [checker.reason]
      : [
          `${checker.by} finds ${faults.length === 0 ? "nothing" : "something"} worse than before.`,
        ]),
    ...(formatter === undefined ? [] : [`Formatted by ${formatter}.`]),
    ...(repaired ? ["A first answer had faults; this is the second."] : []),
  ];
}

/** Shows how far it is, on a terminal. */
function showStages({ connection }: Client): () => void {
  if (!process.stderr.isTTY) return () => {};
  connection.onNotification(editEventNotification, (event: EditEvent) => {
    if (event.kind === "stage") process.stderr.write(`\r${event.stage} …\u001b[K`);
  });
  return () => process.stderr.write("\r\u001b[K");
}

function folderOf(path: string, folder: string | undefined): string {
  if (folder !== undefined) return resolve(folder);
  const here = process.cwd();
  return path.startsWith(here + sep) ? here : dirname(path);
}

function absolute(model: NonNullable<EditOptions["model"]>): NonNullable<EditOptions["model"]> {
  return "path" in model ? { path: resolve(model.path) } : model;
}

function shown(path: string, folder: string): string {
  const below = relative(folder, path);
  return (below.startsWith("..") ? path : below).split(sep).join("/");
}

function said(sentence: string, code: number = exit.nothing): number {
  console.error(`ingle: ${sentence}`);
  return code;
}
