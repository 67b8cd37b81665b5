import type {
  AnnotatedTextEdit,
  ChangeAnnotation,
  CreateFile,
  TextDocumentEdit,
  WorkspaceEdit,
} from "vscode-languageserver/node";
import type { Proposal, ProposalChecks, ProposedFile } from "./protocol/edit.ts";

/** What a client said that it takes. */
export interface EditClient {
  /** Versioned changes of documents, and files that are made. */
  documentChanges: boolean;
  changeAnnotations: boolean;
}

/** The annotation of all changes: they have to be confirmed, and say what was checked. */
const annotation = "ingle";

/**
 * A proposal as a client of the Language Server Protocol applies it. A client without versioned changes
 * gets plain ones, without the files that are not there yet.
 */
export function workspaceEditOf(proposal: Proposal, client: EditClient): WorkspaceEdit {
  if (!client.documentChanges) {
    const known = proposal.files.filter(({ isNew }) => !isNew);
    return {
      changes: Object.fromEntries(known.map(({ uri, hunks }) => [uri, hunks.map(changeOf)])),
    };
  }
  const annotated = client.changeAnnotations ? { annotationId: annotation } : {};
  const documentChanges = proposal.files.flatMap((file): (CreateFile | TextDocumentEdit)[] => [
    ...(file.isNew ? [{ kind: "create" as const, uri: file.uri, ...annotated }] : []),
    textEdits(file, annotated),
  ]);
  if (!client.changeAnnotations) return { documentChanges };
  const told: ChangeAnnotation = {
    label: proposal.title,
    needsConfirmation: true,
    description: checksSentence(proposal.checks),
  };
  return { documentChanges, changeAnnotations: { [annotation]: told } };
}

/** What was checked of a proposal and what was found, in whole sentences. */
export function checksSentence({ syntax, checker, formatter, faults }: ProposalChecks): string {
  return [
    ...faults.map(({ message }) => `Worse than before: ${message}`),
    ...(faults.length === 0 && syntax === "kept" ? ["It parses as before."] : []),
    ...(checker.kind === "unchecked"
      ? [checker.reason]
      : faults.length === 0
        ? [`${checker.by} finds nothing worse than before.`]
        : [`Checked by ${checker.by}.`]),
    ...(formatter === undefined ? [] : [`Formatted by ${formatter}.`]),
  ].join(" ");
}

function textEdits(
  { uri, version, hunks }: ProposedFile,
  annotated: { annotationId?: string },
): TextDocumentEdit {
  const edits = hunks.map((hunk) => ({ ...changeOf(hunk), ...annotated }) as AnnotatedTextEdit);
  return { textDocument: { uri, version }, edits };
}

function changeOf({ firstLine, endLine, text }: ProposedFile["hunks"][number]) {
  return {
    range: {
      start: { line: firstLine, character: 0 },
      end: { line: endLine, character: 0 },
    },
    newText: text,
  };
}
