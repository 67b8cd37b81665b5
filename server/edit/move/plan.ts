import { withEdits } from "../textEdits.ts";
import { movable } from "./movable.ts";
import { boundIn, isPython, type MoveFile } from "./moveFile.ts";
import { type MoveTask, type Needs, type NewEdge, type Refused, refused } from "./moving.ts";
import { carried } from "./needs.ts";
import { repointed } from "./repoint.ts";
import { withoutDeclaration } from "./sourceFile.ts";
import { withDeclaration } from "./targetFile.ts";

/** What becomes of the files, and who will import whom; or why it cannot be. */
export type MovePlan = { kind: "moved"; files: MovedFile[]; imports: NewEdge[] } | Refused;

/** A file before and after. */
export interface MovedFile {
  path: string;
  languageId: string;
  before: string;
  after: string;
}

/**
 * What becomes of the files when a declaration moves: it is cut with its comments, put into the target
 * with the imports that it needs, and imported from there by all who use it. Refuses what it cannot do
 * without changing what the code means.
 */
export function planMove(task: MoveTask): MovePlan {
  const { name, source, target, others, rules } = task;
  const found = movable(source, name);
  if (found.kind === "refused") return found;
  const { statements } = found;
  if (source.path === target.path) return refused(`${name} is in this file already.`);
  if (isPython(source) !== isPython(target))
    return refused("The two files are not of the same language.");
  const clash = boundIn(target).get(name);
  const imported = clash?.imports.find(
    (each) =>
      rules.resolve(target, each.source) === source.path &&
      each.named.some((one) => one.local === name && one.name === name),
  );
  if (clash && !imported) return refused(`The file that it would go to has a ${name} already.`);
  const needs = carried({ ...task, statements });
  if (needs.kind === "refused") return needs;

  const moved = { ...task, statements, needs };
  const left = withoutDeclaration(moved);
  const put = withDeclaration(moved);
  if ("kind" in put) return put;
  const pointed = others.map((file) => repointed(file, moved));
  const stopped = pointed.find((each) => each.kind === "refused");
  if (stopped?.kind === "refused") return stopped;
  const files = [
    fileAfter(source, withEdits(source.text, left.edits)),
    fileAfter(target, put.text),
    ...pointed.flatMap((each) =>
      each.kind === "edits" && each.edits.length > 0
        ? [fileAfter(each.file, withEdits(each.file.text, each.edits))]
        : [],
    ),
  ];
  const imports = [
    ...(left.importsBack ? [{ from: source.path, to: target.path, ...left.importsBack }] : []),
    ...edgesOf(needs, target),
    ...pointed.flatMap((each) => (each.kind === "edits" && each.edge ? [each.edge] : [])),
  ];
  return { kind: "moved", files, imports };
}

function fileAfter({ path, languageId, text }: MoveFile, after: string): MovedFile {
  return { path, languageId, before: text, after };
}

function edgesOf(needs: Needs, target: MoveFile): NewEdge[] {
  return needs.edges.map((edge) => ({ from: target.path, ...edge }));
}
