import type { Connection } from "vscode-languageserver/node";
import {
  type EditAction,
  type EditDiagnostic,
  type EditEvent,
  type EditOutcome,
  type EditParams,
  type EditRegion,
  editActions,
  editEventNotification,
  editProposeRequest,
  editRegionRequest,
} from "../protocol/edit.ts";
import type { EditorPosition, EditorRange } from "../protocol/editor.ts";
import { signalOf, textIn } from "../requests.ts";
import { createProposals, type ProposeOptions } from "./propose.ts";

interface EditOptions extends ProposeOptions {
  connection: Connection;
  log(line: string): void;
}

/** Answers the requests for edits on a connection; `propose` is the same for the rest of the server. */
export function registerEdit({ connection, log, ...options }: EditOptions): {
  propose(params: EditParams, signal: AbortSignal): Promise<EditOutcome>;
} {
  const proposals = createProposals(options);

  async function propose(params: EditParams, signal: AbortSignal): Promise<EditOutcome> {
    try {
      return await proposals.propose(params, {
        signal,
        tell(event: EditEvent) {
          if (!signal.aborted) void connection.sendNotification(editEventNotification, event);
        },
      });
    } catch (error) {
      log(
        `The edit ${params.edit} failed: ${error instanceof Error ? error.stack : String(error)}`,
      );
      return { kind: "refused", reason: "Something went wrong in Ingle; its log says what." };
    }
  }

  connection.onRequest<EditRegion | null, void>(
    editRegionRequest,
    async (given: unknown, token) => {
      const params = editIn(given);
      return (params && (await proposals.region(params, signalOf(token)))) ?? null;
    },
  );

  connection.onRequest<EditOutcome, void>(editProposeRequest, (given: unknown, token) => {
    const params = editIn(given);
    if (!params) return { kind: "refused", reason: "The request does not say what it is about." };
    return propose(params, signalOf(token));
  });
  return { propose };
}

/** What a client has sent, as far as it has the right form; undefined where it has no place. */
function editIn(given: unknown): EditParams | undefined {
  const params = (given ?? {}) as Partial<EditParams>;
  const { textDocument, range, action, diagnostic, checks } = params;
  const uri = textIn(textDocument, "uri");
  if (uri === "" || !isRange(range)) return undefined;
  const [instruction, after] = [textIn(params, "instruction"), textIn(params, "after")];
  return {
    edit: textIn(params, "edit"),
    textDocument: { uri, version: Number(textDocument?.version ?? 0) },
    range,
    ...(isAction(action) ? { action } : {}),
    ...(instruction === "" ? {} : { instruction }),
    ...(isDiagnostic(diagnostic) ? { diagnostic } : {}),
    ...(after === "" ? {} : { after }),
    ...(checks === "none" ? { checks } : {}),
  };
}

const isAction = (given: unknown): given is EditAction =>
  (editActions as readonly unknown[]).includes(given);

function isDiagnostic(given: unknown): given is EditDiagnostic {
  const { message, range } = (given ?? {}) as Partial<EditDiagnostic>;
  return typeof message === "string" && isRange(range);
}

function isRange(given: unknown): given is EditorRange {
  const { start, end } = (given ?? {}) as Partial<EditorRange>;
  return isPosition(start) && isPosition(end);
}

function isPosition(given: unknown): given is EditorPosition {
  const { line, character } = (given ?? {}) as Partial<EditorPosition>;
  return isIndex(line) && isIndex(character);
}

const isIndex = (given: unknown): boolean => Number.isInteger(given) && Number(given) >= 0;
