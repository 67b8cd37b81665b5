import * as vscode from "vscode";
import type {
  Proposal,
  ProposalFault,
  ProposedFile,
  ProposedHunk,
} from "../../../server/protocol/edit.ts";
import { addHunks } from "../annotated.ts";
import { carryHunks } from "./carry.ts";
import { type Checkpoints, digestOf } from "./checkpoints.ts";
import { checkedText, oneLine } from "./described.ts";
import type { Following } from "./following.ts";
import { applyKept } from "./kept.ts";
import { hunksWithPlaces } from "./places.ts";
import type { Previewed } from "./previewed.ts";

const { l10n } = vscode;

interface PreviewOptions {
  /** Began before the proposal was asked for. */
  following: Following;
  checkpoints: Checkpoints;
}

/**
 * Shows a proposal in the editor's Refactor Preview, with a box for each hunk, and applies what stays
 * ticked as one edit. What a checker has found worse is said, and then nothing is ticked at first. Hunks
 * move along where a document was changed elsewhere; where it was changed under them, nothing is shown.
 * A checkpoint is kept first.
 */
export async function previewProposal(
  proposal: Proposal,
  { following, checkpoints }: PreviewOptions,
): Promise<Previewed> {
  const edit = new vscode.WorkspaceEdit();
  for (const file of proposal.files) {
    const uri = vscode.Uri.parse(file.uri);
    const reason = file.isNew
      ? await addNewFile(edit, uri, { file, proposal })
      : await addChanges(edit, uri, { file, proposal, following });
    if (reason !== undefined) return { kind: "refused", reason };
  }
  // A new file is no entry of the edit.
  if (edit.size === 0 && !proposal.files.some(({ isNew }) => isNew))
    return { kind: "refused", reason: l10n.t("The proposal changes nothing.") };
  const uris = proposal.files.map(({ uri }) => vscode.Uri.parse(uri));
  return applyKept(edit, { title: proposal.title, uris, checkpoints });
}

async function addNewFile(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  { file, proposal }: { file: ProposedFile; proposal: Proposal },
): Promise<string | undefined> {
  if (await exists(uri)) return l10n.t("{0} is there by now.", pathOf(uri));
  const text = file.hunks.map((hunk) => hunk.text).join("");
  const faults = proposal.checks.faults.filter((fault) => fault.uri === file.uri);
  edit.createFile(uri, { contents: new TextEncoder().encode(text) }, metadataOf(proposal, faults));
  return undefined;
}

async function addChanges(
  edit: vscode.WorkspaceEdit,
  uri: vscode.Uri,
  { file, proposal, following }: { file: ProposedFile; proposal: Proposal; following: Following },
): Promise<string | undefined> {
  const document = await opened(uri);
  if (!document) return l10n.t("{0} cannot be opened.", pathOf(uri));
  if (await isReadOnly(uri)) return l10n.t("{0} cannot be written.", pathOf(uri));
  const hunks = currentHunks(file, document, following);
  if (!hunks)
    return l10n.t("{0} was changed in the meantime, in the same place. Ask again.", pathOf(uri));
  const places = hunksWithPlaces(file.hunks);
  const faults = proposal.checks.faults.filter((fault) => fault.uri === file.uri);
  for (const [at, hunk] of hunks.entries()) {
    const place = places[at];
    const own = faults.filter(
      ({ range }) => place && range.start.line >= place.first && range.start.line < place.end,
    );
    addHunks(edit, document, [hunk], metadataOf(proposal, own));
  }
  return undefined;
}

/** The hunks as the document is now; undefined where it says something else in their place. */
function currentHunks(
  { version, digest, hunks }: ProposedFile,
  document: vscode.TextDocument,
  following: Following,
): readonly ProposedHunk[] | undefined {
  if (version === null)
    return digest === undefined || digest === digestOf(document.getText()) ? hunks : undefined;
  const changes = following.since(document, version);
  return changes && carryHunks(hunks, changes);
}

/**
 * What the preview shows of a change. Where anything is wrong, nothing is ticked at first: what is
 * ticked alone would not go together.
 */
function metadataOf(
  { title, checks }: Proposal,
  own: readonly ProposalFault[],
): vscode.WorkspaceEditEntryMetadata {
  const label =
    own.length > 0 ? `⚠ ${own.map(({ message }) => oneLine(message)).join(" ")}` : title;
  const needsConfirmation = checks.faults.some(({ severity }) => severity === "error");
  return { needsConfirmation, label, description: checkedText(checks) };
}

function pathOf(uri: vscode.Uri): string {
  return vscode.workspace.asRelativePath(uri);
}

async function opened(uri: vscode.Uri): Promise<vscode.TextDocument | undefined> {
  try {
    return await vscode.workspace.openTextDocument(uri);
  } catch {
    return undefined;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  return (await statOf(uri)) !== undefined;
}

async function isReadOnly(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.fs.isWritableFileSystem(uri.scheme) === false) return true;
  return (await statOf(uri))?.permissions === vscode.FilePermission.Readonly;
}

async function statOf(uri: vscode.Uri): Promise<vscode.FileStat | undefined> {
  try {
    return await vscode.workspace.fs.stat(uri);
  } catch {
    return undefined;
  }
}
