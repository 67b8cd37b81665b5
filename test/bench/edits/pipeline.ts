import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { DidCloseTextDocumentNotification } from "vscode-languageserver/node";
import type { ChatMessage } from "../../../server/engine/engine.ts";
import {
  type EditEvent,
  type EditOutcome,
  type EditParams,
  editEventNotification,
  editProposeRequest,
  type ProposalChecks,
} from "../../../server/protocol/edit.ts";
import { withHunks } from "../../../server/protocol/hunks.ts";
import { scriptedModel } from "../../helpers/gguf/scriptedModel.ts";
import { type ChatAnswer, startScriptedServer } from "../../helpers/httpServer.ts";
import { startServer } from "../../helpers/servers.ts";
import { documentOf, type EditCase } from "./case.ts";

/** What came of an edit; times in milliseconds. */
export interface Came {
  /** The whole document, where something was proposed; `reason` says why nothing was. */
  proposal?: { document: string; checks: ProposalChecks };
  reason?: string;
  /** How often the model was asked. */
  rounds: number;
  /** The first look at a shadow: whether it parses, and what a checker finds. */
  checkMs?: number;
}

/** Who answers a conversation: the first question is round 0, a repair round 1. */
export type Answerer = (question: Question) => Promise<ChatAnswer>;

export interface Question {
  messages: readonly ChatMessage[];
  maxTokens: number;
  round: number;
}

/** The bundled server, with a chat model that others speak for. */
export interface Pipeline {
  /** Opens a document, for all that is asked of it until the next one. */
  open(one: EditCase): Promise<void>;
  propose(one: EditCase, answerer: Answerer, how?: { checks: "none" }): Promise<Came>;
  close(): Promise<void>;
}

/** Starts the server in a project of its own, with the checkers that this repository has. */
export async function startPipeline(
  cases: readonly EditCase[],
  { contextSize }: { contextSize: number },
): Promise<Pipeline> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "ingle-edits-")));
  const project = join(folder, "project");
  writeProject(project, cases);
  const typing = join(folder, "typing.gguf");
  writeFileSync(typing, scriptedModel({ rules: [] }));
  let answerer: Answerer = async () => ({ answer: "" });
  let round = 0;
  const chat = await startScriptedServer({
    rules: [],
    pieceMs: 0,
    contextSize,
    async chat(conversation) {
      round += 1;
      return answerer({ ...conversation, round: round - 1 });
    },
  });
  const server = await startServer(typing, {
    folder: project,
    options: { chat: { model: { url: chat.url } }, trusted: true, trace: false },
  });
  let events: { event: EditEvent; at: number }[] = [];
  server.connection.onNotification(editEventNotification, (event: EditEvent) => {
    events.push({ event, at: performance.now() });
  });
  let edits = 0;
  let open: string | undefined;
  const uriOf = ({ path }: EditCase): string => pathToFileURL(join(project, path)).href;

  async function ask(one: EditCase, how: { checks?: "none" }): Promise<EditOutcome> {
    edits += 1;
    const firstLine = lineCount(one.before);
    const params: EditParams = {
      edit: `edit-${edits}`,
      textDocument: { uri: uriOf(one), version: 1 },
      range: {
        start: { line: firstLine, character: 0 },
        end: { line: firstLine + lineCount(one.text), character: 0 },
      },
      instruction: one.instruction,
      ...how,
    };
    return server.connection.sendRequest<EditOutcome>(editProposeRequest, params);
  }

  return {
    async open(one) {
      if (open !== undefined)
        await server.connection.sendNotification(DidCloseTextDocumentNotification.type, {
          textDocument: { uri: open },
        });
      open = uriOf(one);
      const { languageId } = one;
      await server.open({ uri: open, languageId, text: documentOf(one, one.text) });
    },

    async propose(one, by, how = {} as { checks: "none" }) {
      answerer = by;
      let outcome: EditOutcome;
      do {
        [round, events] = [0, []];
        outcome = await ask(one, how);
      } while (outcome.kind === "refused" && /being looked at/.test(outcome.reason));
      const ended = performance.now();
      const from = events.findIndex(
        ({ event }) => event.kind === "stage" && event.stage === "checking",
      );
      const next = events.slice(from + 1).find(({ event }) => event.kind === "stage");
      const began = events[from]?.at;
      return {
        rounds: round,
        ...(began !== undefined && { checkMs: (next?.at ?? ended) - began }),
        ...(outcome.kind === "refused" && { reason: outcome.reason }),
        ...(outcome.kind === "proposal" && {
          proposal: {
            document: withHunks(documentOf(one, one.text), outcome.proposal.files[0]?.hunks ?? []),
            checks: outcome.proposal.checks,
          },
        }),
      };
    },

    async close() {
      await server.close();
      await chat.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The files of the cases, and the packages of this repository that check them. */
function writeProject(project: string, cases: readonly EditCase[]): void {
  for (const one of cases) {
    const file = join(project, one.path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, documentOf(one, one.text));
  }
  writeFileSync(
    join(project, "tsconfig.json"),
    JSON.stringify({
      compilerOptions: { strict: true, target: "es2022", module: "preserve", types: [] },
      include: ["src"],
    }),
  );
  mkdirSync(join(project, "node_modules"));
  const packages = { pyright: "pyright", typescript: "typescript-5" };
  for (const [name, own] of Object.entries(packages))
    symlinkSync(resolve("node_modules", own), join(project, "node_modules", name), "junction");
}

function lineCount(text: string): number {
  return text.split("\n").length - 1;
}
