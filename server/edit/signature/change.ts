import type { Checks } from "../../check/checks.ts";
import type { Editor } from "../../editor.ts";
import type { Answering } from "../../models/answering.ts";
import type { EditEvent, EditOutcome, ProposalFault } from "../../protocol/edit.ts";
import type {
  ChangeSignatureParams,
  RefactorParams,
  RefactorRefusal,
  SignatureOutcome,
} from "../../protocol/refactor.ts";
import type { Signature } from "../../syntax/signature.ts";
import { parsed } from "../parsed.ts";
import { type OpenedText, openedText, type PlaceOptions } from "../place.ts";
import { type FileAfter, proposeFiles } from "../severalFiles.ts";
import { type TextEdit, withEdits } from "../textEdits.ts";
import { changedCalls } from "./calls.ts";
import { declaring, type NewDeclaration } from "./declaration.ts";
import { placesOf } from "./places.ts";
import { fitsOldCalls } from "./rearrange.ts";

/** What a change of signature needs from the server around it. */
export interface SignatureOptions extends PlaceOptions {
  checks: Checks;
  editor: Pick<Editor, "references">;
  /** Undefined where no model can answer. */
  answering(): Promise<Answering | undefined>;
  folderOf(path: string): string | undefined;
  pathOf(uri: string): string;
}

/** Calls that are changed in one proposal at most, and questions to the model about them. */
const mostCalls = 60;
const mostAsked = 40;

/** Says what the function at a place looks like from outside. */
export async function findSignature(
  params: RefactorParams,
  options: SignatureOptions,
  signal: AbortSignal,
): Promise<SignatureOutcome> {
  const found = await functionAt(params, options, signal);
  if (found.kind === "refused") return found;
  const { signature, opened } = found;
  const { start, end, name } = signature;
  const range = { start: positionAt(opened.text, start), end: positionAt(opened.text, end) };
  return { kind: "signature", name, text: opened.text.slice(start, end), range };
}

/**
 * Proposes a function with another signature, and every call of it to fit. Calls that cannot be changed
 * stay as they are and are named among the faults. A model that has written what cannot be used, or what
 * a checker finds wrong, is asked once more.
 */
export async function proposeSignature(
  params: ChangeSignatureParams,
  options: SignatureOptions,
  how: SignatureHow,
): Promise<EditOutcome> {
  const { signal, tell } = how;
  const found = await functionAt(params, options, signal);
  if (found.kind === "refused") return found;
  const task = { ...found, params, options, how };
  options.checks.warm(found.opened.document);
  tell({ edit: params.edit, kind: "stage", stage: "writing" });
  const writer = await declaring(params, found.opened, found.signature, { options, signal });
  if (writer.kind === "refused") return refusedDeclaration(writer);
  const first = await attempt(await writer.first(), task);
  if (!writer.again || first.problems.length === 0 || signal.aborted) return first.outcome;
  tell({ edit: params.edit, kind: "stage", stage: "repairing" });
  const second = await attempt(await writer.again(first.problems), task);
  return isBetter(second, first) ? repaired(second.outcome) : first.outcome;
}

interface SignatureHow {
  signal: AbortSignal;
  tell(event: EditEvent): void;
}

interface Task {
  signature: Signature;
  opened: OpenedText;
  params: ChangeSignatureParams;
  options: SignatureOptions;
  how: SignatureHow;
}

/** What came of a declaration, and what its writer should do better. */
interface Attempt {
  outcome: EditOutcome;
  problems: string[];
}

async function attempt(declaration: NewDeclaration, task: Task): Promise<Attempt> {
  const { signature: before, opened, params, options, how } = task;
  if (declaration.kind === "cancelled") return { outcome: declaration, problems: [] };
  if (declaration.kind === "refused") {
    const { hint } = declaration;
    return { outcome: refusedDeclaration(declaration), problems: hint ? [hint] : [] };
  }
  const { document, text } = opened;
  const changed = withEdits(text, [declaration.edit]);
  const after = await signatureIn(changed, { task, edit: declaration.edit });
  if (!after)
    return {
      outcome: refused(
        `${before.name} would not be a function of this name any more.`,
        "Its name is changed by Rename.",
      ),
      problems: [`The function has to be whole, valid, and keep the name \`${before.name}\`.`],
    };
  const written = changed.slice(after.start, after.end);
  if (written === text.slice(before.start, before.end))
    return {
      outcome: refused("The signature would stay as it is."),
      problems: ["The signature stays as it was: change its parameters as the instruction says."],
    };
  const own = { uri: document.uri, languageId: document.languageId, after: changed };
  const calls = await callsFor({ after, written, own, edit: declaration.edit }, task);
  if (calls.kind !== "calls") return { outcome: calls, problems: [] };
  const title = `Change the signature of ${before.name}`;
  const { edit } = params;
  const outcome = await proposeFiles({ edit, title, files: calls.files }, options, how);
  if (outcome.kind !== "proposal") return { outcome, problems: [] };
  const { faults } = outcome.proposal.checks;
  const lines = changed.split("\n");
  const problems = faults
    .filter(({ uri, severity }) => uri === own.uri && severity === "error")
    .slice(0, mostProblems)
    .map(({ range, message }) => `\`${lines[range.start.line]?.trim() ?? ""}\`: ${message}`);
  const isKnown = ({ uri, range }: ProposalFault): boolean =>
    faults.some((each) => each.uri === uri && each.range.start.line === range.start.line);
  faults.push(...calls.left.filter((each) => !isKnown(each)));
  return { outcome, problems };
}

/** A model that is told of more loses sight of what was asked. */
const mostProblems = 6;

async function callsFor(
  {
    after,
    written,
    own,
    edit,
  }: { after: Signature; written: string; own: FileAfter; edit: TextEdit },
  { signature: before, opened, params, options, how: { signal, tell } }: Task,
): Promise<{ kind: "calls"; files: FileAfter[]; left: ProposalFault[] } | EditOutcome> {
  const afters = new Map([[own.uri, own]]);
  const left: ProposalFault[] = [];
  if (fitsOldCalls({ before: before.parameters, after: after.parameters }))
    return { kind: "calls", files: [own], left };
  tell({ edit: params.edit, kind: "stage", stage: "reading" });
  const { files, incomplete } = await placesOf(opened, before, { options, signal });
  if (incomplete) return refused("The workspace is too large to find all who call this.");
  tell({ edit: params.edit, kind: "stage", stage: "writing" });
  const budget = { calls: mostCalls, asked: mostAsked };
  const model = await options.answering();
  const { instruction } = params;
  for (const file of files) {
    const places = file.uri === own.uri ? movedPlaces(file, own.after, edit) : file;
    const calls = await changedCalls(
      places,
      {
        ...{ before, after, signature: written, syntax: options.syntax, model, signal },
        ...{ pathOf: options.pathOf, ...(instruction === undefined ? {} : { instruction }) },
      },
      budget,
    );
    if (signal.aborted) return { kind: "cancelled" };
    const { uri, languageId } = file;
    const result = withEdits(places.text, calls.edits);
    if (calls.edits.length > 0) afters.set(uri, { uri, languageId, after: result });
    left.push(
      ...calls.left.map(({ offset, why }) => {
        const start = positionAt(result, movedOffset(offset, calls.edits));
        const end = { ...start, character: start.character + before.name.length };
        return { uri, range: { start, end }, severity: "warning" as const, message: why };
      }),
    );
  }
  return { kind: "calls", files: [...afters.values()], left };
}

function refusedDeclaration({
  hint: _,
  ...declaration
}: NewDeclaration & { kind: "refused" }): EditOutcome {
  return declaration;
}

function isBetter(second: Attempt, first: Attempt): boolean {
  if (second.outcome.kind !== "proposal") return false;
  return first.outcome.kind !== "proposal" || errorsOf(second.outcome) < errorsOf(first.outcome);
}

function errorsOf({ proposal }: EditOutcome & { kind: "proposal" }): number {
  return proposal.checks.faults.filter(({ severity }) => severity === "error").length;
}

function repaired(outcome: EditOutcome): EditOutcome {
  if (outcome.kind === "proposal") outcome.proposal.checks.repaired = true;
  return outcome;
}

async function functionAt(
  params: RefactorParams,
  options: SignatureOptions,
  signal: AbortSignal,
): Promise<{ kind: "found"; signature: Signature; opened: OpenedText } | RefactorRefusal> {
  const opened = await openedText(params, options, signal);
  if (opened.kind === "refused") return opened;
  const signature = options.syntax.signature(opened.document, opened.offset, 0);
  return signature
    ? { kind: "found", signature, opened }
    : refused("There is no function at the cursor.", "Put the cursor on the name of one.");
}

/** The same function in the changed text. */
async function signatureIn(
  changed: string,
  { task, edit }: { task: Task; edit: TextEdit },
): Promise<Signature | undefined> {
  const {
    opened,
    signature: { name },
    options: { syntax },
    how: { signal },
  } = task;
  const { languageId } = opened.document;
  const document = { uri: "ingle-signature:", languageId, version: 1, text: changed };
  try {
    await parsed(syntax, document, signal);
    const end = edit.start + edit.text.length;
    for (let at = changed.indexOf(name, edit.start); at >= 0 && at < end; ) {
      const found = syntax.signature(document, at, 0);
      if (found?.nameStart === at && found.name === name) return found;
      at = changed.indexOf(name, at + 1);
    }
    return undefined;
  } finally {
    syntax.closed(document.uri);
  }
}

/** Places in the declaration's own file once that has changed; those in what was rewritten are done. */
function movedPlaces<Places extends { text: string; offsets: number[] }>(
  places: Places,
  text: string,
  { start, end, text: put }: TextEdit,
): Places {
  const by = put.length - (end - start);
  const offsets = places.offsets
    .filter((offset) => offset < start || offset >= end)
    .map((offset) => (offset < start ? offset : offset + by));
  return { ...places, text, offsets };
}

function movedOffset(offset: number, edits: readonly TextEdit[]): number {
  return edits
    .filter(({ end }) => end <= offset)
    .reduce((moved, { start, end, text }) => moved + text.length - (end - start), offset);
}

function positionAt(text: string, offset: number): { line: number; character: number } {
  const lines = text.slice(0, offset).split("\n");
  return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
}

function refused(reason: string, remedy?: string): RefactorRefusal {
  return { kind: "refused", reason, ...(remedy === undefined ? {} : { remedy }) };
}
