import {
  type CodeAction,
  type CodeActionParams,
  CodeActionTag,
  CodeActionTriggerKind,
  type Connection,
  type Diagnostic,
  DiagnosticSeverity,
  LSPErrorCodes,
  ResponseError,
  type TextDocuments,
} from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import type { ActionClient } from "./actionClient.ts";
import { offersAt } from "./edit/actions/offers.ts";
import type { ActionPlace } from "./edit/actions/place.ts";
import { actionTable } from "./edit/actions/table.ts";
import type { Guard } from "./guard/guard.ts";
import {
  type ActionTarget,
  actionCommands,
  type EditAction,
  type EditDiagnostic,
  type EditOutcome,
  type EditParams,
  editActions,
} from "./protocol/edit.ts";
import { signalOf } from "./requests.ts";
import type { Syntax } from "./syntax/syntax.ts";
import { workspaceEditOf } from "./workspaceEdit.ts";

/** The kinds that the server announces. */
export const codeActionKinds: readonly string[] = [
  ...new Set(["quickfix", ...editActions.map((name) => actionTable[name].kind)]),
];

interface CodeActionsOptions {
  connection: Connection;
  documents: Pick<TextDocuments<TextDocument>, "get">;
  syntax: Pick<Syntax, "structure">;
  guard: Pick<Guard, "mayRead">;
  pathOf(uri: string): string;
  /** The language of the editor, as BCP 47 has it. */
  locale(): string;
  /** What the client can do with an action. */
  client(): ActionClient;
  /** A chat model is at hand. */
  canEdit(): boolean;
  /** Chat answers by a search where no model can. */
  canSearch(): boolean;
  propose(params: EditParams, signal: AbortSignal): Promise<EditOutcome>;
}

/** Milliseconds that a tree is waited for: a menu without one is shorter, not late. */
const treeBudgetMs = 3;

/** What an action keeps until it is chosen: of which text it is. */
interface Kept {
  target: ActionTarget;
  version: number;
}

/**
 * Offers actions at a selection, and computes the edit of one that was chosen. To offer starts nothing
 * and asks no model: it happens at every move of the cursor.
 */
export function registerCodeActions({
  connection,
  documents,
  ...options
}: CodeActionsOptions): void {
  connection.onCodeAction((params) => {
    const document = documents.get(params.textDocument.uri);
    return document ? actionsAt(document, params, options) : [];
  });

  connection.onCodeActionResolve(async (action, token) => {
    const kept = keptIn(action.data);
    if (!kept || kept.target.action === "explain" || kept.target.action === "rename") return action;
    const { uri } = kept.target;
    if (documents.get(uri)?.version !== kept.version)
      throw new ResponseError(
        LSPErrorCodes.ContentModified,
        "The document has changed since this was offered. Choose it again.",
      );
    const outcome = await options.propose(paramsOf(kept, kept.target.action), signalOf(token));
    if (outcome.kind === "proposal")
      return { ...action, edit: workspaceEditOf(outcome.proposal, options.client()) };
    if (outcome.kind === "cancelled")
      throw new ResponseError(LSPErrorCodes.RequestCancelled, "It was stopped.");
    const words = [outcome.reason, outcome.remedy].filter((part) => part !== undefined);
    throw new ResponseError(LSPErrorCodes.RequestFailed, words.join(" "));
  });
}

type Listing = Omit<CodeActionsOptions, "connection" | "documents">;

function actionsAt(
  document: TextDocument,
  { range, context }: CodeActionParams,
  options: Listing,
): CodeAction[] {
  const { uri, version } = document;
  const { runsCommands, resolves } = options.client();
  const abilities = {
    edit: options.canEdit() && (runsCommands || resolves),
    explain: (options.canEdit() || options.canSearch()) && runsCommands,
    rename: options.canEdit() && runsCommands,
  };
  if (!Object.values(abilities).includes(true)) return [];
  if (!options.guard.mayRead({ uri }).allowed) return [];
  const offers = offersAt(placeIn(document, { range, context }, options), {
    reported: context.diagnostics.filter(isProblem).map(reportedOf),
    abilities,
    only: context.only,
  });
  return offers.map(({ action, title, kind, diagnostic }) => {
    const target: ActionTarget = {
      ...{ uri, range, action },
      ...(diagnostic ? { diagnostic: plain(diagnostic) } : {}),
    };
    return {
      ...{ title, kind, tags: [CodeActionTag.LLMGenerated] },
      ...(diagnostic ? { diagnostics: [diagnostic.given] } : {}),
      ...(runsCommands
        ? { command: { title, ...commandOf(target) } }
        : { data: { target, version } satisfies Kept }),
    };
  });
}

function placeIn(
  document: TextDocument,
  { range, context }: Pick<CodeActionParams, "range" | "context">,
  { syntax, pathOf, locale }: Pick<Listing, "syntax" | "pathOf" | "locale">,
): ActionPlace {
  const { uri, languageId, version } = document;
  const text = document.getText();
  const [from, to] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  return {
    ...{ languageId, path: pathOf(uri), locale: locale(), line: range.start.line },
    isSelection: text.slice(from, to).trim() !== "",
    isAsked: context.triggerKind !== CodeActionTriggerKind.Automatic,
    structure: syntax.structure({ uri, languageId, version, text }, [from, to], treeBudgetMs),
  };
}

/** Hints are no problems: "this is never read". */
function isProblem({ severity }: Diagnostic): boolean {
  return severity !== DiagnosticSeverity.Hint;
}

/** What the editor reports, with its words as plain text: LSP 3.18 lets a client send Markdown. */
interface Reported {
  message: string;
  given: Diagnostic;
}

function reportedOf(given: Diagnostic): Reported {
  const { message } = given;
  return { message: typeof message === "string" ? message : message.value, given };
}

function plain({ message, given: { range, code, source } }: Reported): EditDiagnostic {
  return {
    ...{ message, range },
    ...(code === undefined ? {} : { code: String(code) }),
    ...(source === undefined ? {} : { source }),
  };
}

function commandOf(target: ActionTarget): { command: string; arguments: object[] } {
  const { action, uri, range } = target;
  switch (action) {
    case "explain":
      return { command: actionCommands.explain, arguments: [target] };
    case "rename":
      return { command: actionCommands.rename, arguments: [{ uri, position: range.start }] };
    default:
      return { command: actionCommands.edit, arguments: [target] };
  }
}

function paramsOf({ target, version }: Kept, action: EditAction): EditParams {
  const { uri, range, diagnostic } = target;
  return {
    edit: `${uri}#${version}:${range.start.line}:${action}`,
    textDocument: { uri, version },
    ...{ range, action },
    ...(diagnostic ? { diagnostic } : {}),
  };
}

/** What a client gives back is not trusted to be what it was given. */
function keptIn(value: unknown): Kept | undefined {
  const { target, version } = (value ?? {}) as Partial<Kept>;
  return typeof target?.uri === "string" && typeof version === "number"
    ? { target, version }
    : undefined;
}
