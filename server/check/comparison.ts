import type { Baselines } from "./baselines.ts";
import type { Checker, Finding, ShownText } from "./checker.ts";
import type { Fault, ShadowFile } from "./checks.ts";
import { type Waited, withDeadline, within } from "./deadline.ts";
import { importLine } from "./importLine.ts";
import { touchedLines, worse } from "./worse.ts";

/** What one checker was asked. */
export interface Question {
  files: readonly ShadowFile[];
  /** What is open besides, as it stands in the editor. */
  open: readonly ShownText[];
  /** The text of a file on the disk; undefined: it may not be looked at, or cannot be read. */
  read(uri: string): Promise<ShownText | undefined>;
}

/** What a checker has said. */
export interface Compared {
  worse: Fault[];
  /** Not every file that mentions what is changed was looked at. */
  cut: boolean;
}

/** So many files that mention what is changed are looked at. */
const mostMentioning = 20;
/** Of the time there is, so much at most goes into finding them and what was wrong in them before. */
const mentioningShare = 0.4;

/**
 * Asks a checker what is worse in the files and in those that mention what they declare: what it finds
 * by the texts before, then by the texts after. Shows it the texts before again at the end.
 */
export async function compareWith(
  checker: Checker,
  { files, open, read }: Question,
  { signal, budgetMs, baselines }: { signal: AbortSignal; budgetMs: number; baselines: Baselines },
): Promise<Waited<Compared>> {
  const own = new Set(files.map(({ uri }) => uri));
  const others = open.filter(({ uri }) => !own.has(uri));
  const before = shownTexts(files, "before");
  const after = shownTexts(files, "after");
  try {
    checker.show([...others, ...before]);
    const known = baselines.of(checker, [...others, ...before]);
    const baseline = await within(findingsOf(checker, before, { signal, known }), signal);
    if (baseline.kind !== "came") return baseline;

    const looked = await withDeadline({ ms: budgetMs * mentioningShare, signal }, (part) =>
      within(mentioning(part, known), part),
    );
    const [mentions, theirs] =
      looked.kind === "came" ? looked.value : [[], new Map<string, readonly Finding[]>()];

    checker.show([...others.filter(isNot(mentions)), ...mentions, ...after]);
    const now = await within(findingsOf(checker, after, { signal }), signal);
    if (now.kind !== "came") return now;
    const found: Fault[] = files.flatMap((file) => worseIn(file, baseline.value, now.value));

    const late = await within(findingsOf(checker, mentions, { signal }), signal);
    if (late.kind === "came")
      for (const { uri, text } of mentions)
        found.push(...worseElsewhere(uri, text, theirs.get(uri) ?? [], late.value.get(uri) ?? []));
    const newFiles = files.flatMap((file) => (file.before === undefined ? file.uri : []));
    const unseen = new Set([...baseline.value.values()].flat().map(checker.unseen));
    // A file that is not on the disk belongs to no project yet, with its settings and its types.
    const wasUnseen = (fault: Fault): boolean => {
      const what = checker.unseen(fault);
      return what !== undefined && (unseen.has(what) || newFiles.includes(fault.uri));
    };
    const value = {
      worse: found
        .filter((fault) => !checker.overlooks(fault, newFiles))
        .map((fault) => (wasUnseen(fault) ? asWarning(fault) : fault)),
      cut: looked.kind !== "came" || late.kind !== "came",
    };
    return { kind: "came", value };
  } finally {
    checker.show([...others, ...before]);
  }

  /** The files that mention what the edit touches, and what is found in them before it. */
  async function mentioning(
    part: AbortSignal,
    known: Map<string, readonly Finding[]>,
  ): Promise<[ShownText[], Map<string, readonly Finding[]>]> {
    const uris = new Set<string>();
    for (const { uri, before: text, after: next } of files) {
      if (text === undefined) continue;
      const lines = touchedLines(text, next ?? "");
      for (const each of await checker.mentions(uri, lines, part)) uris.add(each);
    }
    const opened = new Map(others.map((each) => [each.uri, each]));
    const texts: ShownText[] = [];
    for (const uri of uris) {
      if (own.has(uri) || texts.length === mostMentioning) continue;
      const text = opened.get(uri) ?? (await read(uri));
      if (text) texts.push(text);
    }
    // Too late: what is shown now is another's.
    part.throwIfAborted();
    checker.show([...others.filter(isNot(texts)), ...texts, ...before]);
    return [texts, await findingsOf(checker, texts, { signal: part, known })];
  }
}

function asWarning(fault: Fault): Fault {
  return { ...fault, severity: "warning" };
}

function shownTexts(files: readonly ShadowFile[], side: "before" | "after"): ShownText[] {
  return files.flatMap((file) => {
    // There is no way to say that a file is gone; an empty one declares nothing either.
    const text = side === "after" ? (file.after ?? "") : file.before;
    return text === undefined ? [] : [{ uri: file.uri, languageId: file.languageId, text }];
  });
}

/** What is found in each of these texts; `known` is not asked for again, and learns the rest. */
async function findingsOf(
  checker: Checker,
  texts: readonly ShownText[],
  { signal, known = new Map() }: { signal: AbortSignal; known?: Map<string, readonly Finding[]> },
): Promise<Map<string, readonly Finding[]>> {
  for (const { uri } of texts) {
    if (known.has(uri)) continue;
    const found = await checker.findings(uri, signal);
    // Too late: it may be of what was shown since.
    signal.throwIfAborted();
    known.set(uri, found);
  }
  return known;
}

function worseIn(
  { uri, before, after }: ShadowFile,
  was: Map<string, readonly Finding[]>,
  is: Map<string, readonly Finding[]>,
): Fault[] {
  if (after === undefined) return [];
  const lines = after.split("\n");
  return worse({
    before: { text: before ?? "", findings: was.get(uri) ?? [] },
    after: { text: after, findings: is.get(uri) ?? [] },
  }).flatMap(({ unused, ...finding }) =>
    unused && !importLine.test(lines[finding.range.start.line] ?? "") ? [] : [{ uri, ...finding }],
  );
}

/** Only errors count in files that nobody has edited. */
function worseElsewhere(
  uri: string,
  text: string,
  was: readonly Finding[],
  is: readonly Finding[],
): Fault[] {
  return worse({ before: { text, findings: was }, after: { text, findings: is } })
    .filter(({ severity }) => severity === "error")
    .map(({ unused: _, ...finding }) => ({ uri, ...finding }));
}

function isNot(texts: readonly ShownText[]): (text: ShownText) => boolean {
  const uris = new Set(texts.map(({ uri }) => uri));
  return ({ uri }) => !uris.has(uri);
}
