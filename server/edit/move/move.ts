import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Checks } from "../../check/checks.ts";
import type { Editor } from "../../editor.ts";
import type { EditEvent, EditOutcome } from "../../protocol/edit.ts";
import type { MovableOutcome, MoveParams, RefactorParams } from "../../protocol/refactor.ts";
import { languageOf } from "../../text/languageOf.ts";
import { endingsLike, lookThrough } from "../lookThrough.ts";
import { type OpenedText, openedText, type PlaceOptions, textNow } from "../place.ts";
import { proposeFiles } from "../severalFiles.ts";
import { aliasReader } from "./aliasReader.ts";
import { harmfulCircle } from "./cycles.ts";
import { importTest } from "./importers.ts";
import { importRules } from "./importRules.ts";
import { type Movable, movableAt } from "./movable.ts";
import type { MoveFile } from "./moveFile.ts";
import { type Refused, refused } from "./moving.ts";
import { planMove } from "./plan.ts";
import { moduleIn } from "./readModule.ts";
import { likelyTargets } from "./targets.ts";

/** What moving needs from the server around it. */
export interface MoveOptions extends PlaceOptions {
  checks: Checks;
  editor: Pick<Editor, "references">;
  /** The workspace folder that holds a path. */
  folderOf(path: string): string | undefined;
  pathOf(uri: string): string;
}

interface MoveHow {
  signal: AbortSignal;
  tell(event: EditEvent): void;
}

/** Says what would be moved from a place, and where it might go. */
export async function findMovable(
  params: RefactorParams,
  options: MoveOptions,
  signal: AbortSignal,
): Promise<MovableOutcome> {
  const found = await sourceAt(params, options, signal);
  if (found.kind === "refused") return found;
  const { source, movable } = found;
  const targets = likelyTargets(source).map((path) => pathToFileURL(path).href);
  return { kind: "movable", name: movable.name, targets };
}

/** Proposes a declaration in another file, with all that changes by it, checked together. */
export async function proposeMove(
  params: MoveParams,
  options: MoveOptions,
  { signal, tell }: MoveHow,
): Promise<EditOutcome> {
  const { edit } = params;
  const found = await sourceAt(params, options, signal);
  if (found.kind === "refused") return found;
  const { source, movable, opened } = found;
  const verdict = options.guard.mayRead({ uri: params.target });
  if (!verdict.allowed) return refused(`Ingle does not read that file: ${verdict.reason}`);
  if (!params.target.startsWith("file:")) return refused("It can only go to a file on the disk.");
  const target = await readModule(params.target, options, signal);
  if (!target) return refused("It can only go to a file of JavaScript, TypeScript or Python.");

  tell({ edit, kind: "stage", stage: "reading" });
  options.checks.warm(opened.document);
  const root = options.folderOf(source.path) ?? source.path.replace(/\/[^/]*$/, "");
  const wanted = { root, endings: endingsLike(source.path), test: importTest(source) };
  const importers = await lookThrough(wanted, options, signal);
  const known = await referencesTo(opened, movable, { options, signal });
  if (importers.incomplete && !known)
    return refused("The workspace is too large to find all who import this.");
  if (signal.aborted) return { kind: "cancelled" };
  const uris = new Set([...importers.uris, ...(known ?? [])]);
  const others: MoveFile[] = [];
  for (const uri of uris) {
    const path = pathOfUri(uri);
    if (path === undefined || path === source.path || path === target.path) continue;
    const file = await readModule(uri, options, signal);
    if (file) others.push(file);
    else if (await mentions(uri, movable.name, options))
      return refused(`${options.pathOf(uri)} imports the file, and Ingle cannot change it.`);
  }

  const aliasesOf = aliasReader(root);
  const rules = importRules({ root, exists: existing(), aliasesOf });
  const plan = planMove({ name: movable.name, source, target, others, rules });
  if (plan.kind === "refused") return withoutFolder(plan, root);
  const after = importRules({ root, exists: existing(target.path), aliasesOf });
  const changed = new Map(plan.files.map((file) => [file.path, file]));
  const circle = await harmfulCircle(plan.imports, {
    rules: after,
    async read(path) {
      const own = changed.get(path);
      if (!own) return readModule(pathToFileURL(path).href, options, signal);
      return parsedModule({ path, languageId: own.languageId, text: own.after }, options, signal);
    },
  });
  if (circle)
    return withoutFolder(
      refused(
        `${circle.from} and ${circle.to} would import each other, and one would be needed before it is loaded.`,
        "Move what both need to a third file first.",
      ),
      root,
    );
  const files = plan.files.map(({ path, languageId, after: text }) => ({
    ...{ uri: pathToFileURL(path).href, languageId, after: text },
  }));
  const title = `Move ${movable.name} to ${options.pathOf(params.target)}`;
  return proposeFiles({ edit, title, files }, options, { signal, tell });
}

async function sourceAt(
  params: RefactorParams,
  options: MoveOptions,
  signal: AbortSignal,
): Promise<
  | { kind: "found"; source: MoveFile; movable: Movable & { kind: "movable" }; opened: OpenedText }
  | Refused
> {
  const opened = await openedText(params, options, signal);
  if (opened.kind === "refused") return opened;
  const { document, text } = opened;
  const path = pathOfUri(document.uri);
  const module = options.syntax.module(document, 0);
  if (path === undefined) return refused("Only what is in a file on the disk can be moved.");
  if (!module) return refused("Ingle moves declarations of JavaScript, TypeScript and Python.");
  const source = { path, languageId: document.languageId, text, module };
  const movable = movableAt(source, opened.offset);
  return movable.kind === "refused" ? movable : { kind: "found", source, movable, opened };
}

/** The files in which the editor knows uses; undefined where nobody knows. */
async function referencesTo(
  { document, text }: OpenedText,
  { name, statements }: Movable & { kind: "movable" },
  { options, signal }: { options: MoveOptions; signal: AbortSignal },
): Promise<string[] | undefined> {
  const start = statements[0]?.start ?? 0;
  const offset = text.indexOf(name, start);
  const lines = text.slice(0, offset).split("\n");
  const position = { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
  const places = await options.editor.references(document.uri, position, signal);
  return places && [...new Set(places.map(({ uri }) => uri))];
}

/** undefined: there is no module to be read. A file that is not there yet is an empty one. */
async function readModule(
  uri: string,
  options: MoveOptions,
  signal: AbortSignal,
): Promise<MoveFile | undefined> {
  const path = pathOfUri(uri);
  if (path === undefined) return undefined;
  const now = await textNow(uri, options);
  if (now === undefined && existing()(path)) return undefined;
  const languageId = now?.languageId ?? languageOf(path);
  return parsedModule({ path, languageId, text: now?.lines.text ?? "" }, options, signal);
}

async function parsedModule(
  file: Omit<MoveFile, "module">,
  { syntax }: Pick<MoveOptions, "syntax">,
  signal: AbortSignal,
): Promise<MoveFile | undefined> {
  const module = await moduleIn(file, syntax, signal);
  return module && { ...file, module };
}

async function mentions(uri: string, name: string, { files }: MoveOptions): Promise<boolean> {
  return (await files.read(uri))?.text.includes(name) ?? false;
}

/** Whether there is a file, asked once for each; `also` is there without being on the disk. */
function existing(also?: string): (path: string) => boolean {
  const known = new Map<string, boolean>(also === undefined ? [] : [[also, true]]);
  return (path) => {
    const before = known.get(path);
    if (before !== undefined) return before;
    const is = statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
    known.set(path, is);
    return is;
  };
}

function pathOfUri(uri: string): string | undefined {
  return uri.startsWith("file:") ? fileURLToPath(uri).replaceAll("\\", "/") : undefined;
}

/** A person knows where the workspace lies. */
function withoutFolder({ reason, ...rest }: Refused, root: string): Refused {
  return { ...rest, reason: reason.replaceAll(`${root.replaceAll("\\", "/")}/`, "") };
}
