import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Reaper } from "../process/reaper.ts";
import { languageOf } from "../text/languageOf.ts";
import type { Checker, ShownText } from "./checker.ts";
import type { CheckOutcome, Checks, ShadowFile } from "./checks.ts";
import { type Compared, compareWith } from "./comparison.ts";
import { within } from "./deadline.ts";
import { isInside, type Place, placeOf } from "./find/place.ts";
import { type CheckedLanguage, checkedLanguage } from "./languages.ts";
import { startLanguageServer } from "./lsp/languageServer.ts";
import { createRunning } from "./running.ts";
import { startTsserver } from "./tsserver/tsserver.ts";

export interface ChecksOptions {
  /** Whether a person trusts this workspace: its own tools are run then. */
  trusted(): boolean;
  /** Absolute paths of the workspace's folders. */
  folders(): readonly string[];
  /** The `lib` folder of the editor's own TypeScript, where it has one. */
  typescript(): string | undefined;
  /** What is open in the editor, as it stands there. */
  documents(): readonly ShownText[];
  reaper: Reaper;
  log(line: string): void;
  /** A checker that nobody has asked for so long gives its memory back. */
  idleMs?: number;
  /** A checker that owes an answer for so long is ended. */
  hangMs?: number;
}

const untrusted = "This workspace is not trusted, so that none of its tools is run.";
/** So many checkers run at once. */
const mostCheckers = 3;
/** So many open documents are shown besides those that an edit is of. */
const mostOpen = 24;

interface Group {
  language: CheckedLanguage;
  place: Place;
  files: ShadowFile[];
}

/** Creates the checks of a workspace; nothing is started before it is needed. */
export function createChecks(options: ChecksOptions): Checks {
  const { trusted, folders, reaper, log } = options;
  /** What each checker is asked, one question after the other. */
  const turns = new WeakMap<Checker, Promise<unknown>>();
  const running = createRunning({
    start: (found) =>
      found.kind === "tsserver"
        ? startTsserver(found, found.command, { reaper })
        : startLanguageServer(found.server, found.command, { reaper }),
    idleMs: options.idleMs ?? 10 * 60_000,
    hangMs: options.hangMs ?? 120_000,
    most: mostCheckers,
    log,
  });

  function placeIn(uri: string, language: CheckedLanguage): Place | undefined {
    const path = pathOf(uri);
    return path === undefined
      ? undefined
      : placeOf(path, { folders: folders(), markers: language.markers });
  }

  function checkerFor({ language, place }: Omit<Group, "files">): Checker | { reason: string } {
    return running.get(`${language.name} ${place.root}`, language.name, () =>
      language.find({ ...place, typescript: options.typescript() }),
    );
  }

  function openIn({ language, place }: Omit<Group, "files">): ShownText[] {
    return options
      .documents()
      .filter(({ uri, languageId }) => {
        const path = pathOf(uri);
        return path && language.ids.includes(languageId) && isInside(path, place.root);
      })
      .slice(0, mostOpen);
  }

  async function read(uri: string): Promise<ShownText | undefined> {
    const path = pathOf(uri);
    if (path === undefined || !folders().some((folder) => isInside(path, folder))) return undefined;
    if (/[\\/]node_modules[\\/]/.test(path)) return undefined;
    const text = await readFile(path, "utf8").catch(() => undefined);
    return text === undefined ? undefined : { uri, languageId: languageOf(path), text };
  }

  async function compareGroup(
    group: Group,
    { budgetMs, signal, stopped }: { budgetMs: number; signal: AbortSignal; stopped: AbortSignal },
  ): Promise<CheckOutcome> {
    const checker = checkerFor(group);
    if ("reason" in checker) return { kind: "unchecked", reason: checker.reason };
    let by = group.language.name;
    const ended = checker.ended.then(({ clause }) => `${by} has ended: ${clause}.`);
    const work = inTurn(checker, async (): Promise<CheckOutcome | Compared> => {
      const ready = await within(checker.ready, signal);
      if (ready.kind !== "came") return ready;
      by = ready.value;
      const question = { files: group.files, open: openIn(group), read };
      return compareWith(checker, question, { signal, budgetMs });
    });
    const first = await within(Promise.race([work, ended]), signal);
    if (stopped.aborted) return { kind: "unchecked", reason: "The check was stopped." };
    if (first.kind === "late")
      return { kind: "unchecked", reason: `${by} did not answer in time.` };
    if (first.kind === "came" && typeof first.value === "string")
      return { kind: "unchecked", reason: first.value };
    if (first.kind === "failed" || typeof first.value === "string") return failed(checker, by);
    const { value } = first;
    if (value.kind === "late")
      return { kind: "unchecked", reason: `${by} did not answer in time.` };
    if (value.kind === "failed") return failed(checker, by);
    if (value.kind !== "compared") return value;
    return {
      kind: "checked",
      by,
      worse: value.worse,
      ...(value.cut && { note: "There was no time to look at every file that uses this." }),
    };
  }

  /** One question at a time: what a checker is shown is one thing. */
  function inTurn<T>(checker: Checker, work: () => Promise<T>): Promise<T> {
    const turn = (turns.get(checker) ?? Promise.resolve()).then(work, work);
    turns.set(checker, turn);
    return turn;
  }

  return {
    warm({ uri, languageId }) {
      const language = checkedLanguage(languageId);
      if (!trusted() || language === undefined) return;
      const place = placeIn(uri, language);
      if (place === undefined) return;
      const checker = checkerFor({ language, place });
      if ("reason" in checker) return;
      void inTurn(checker, async () => {
        const signal = AbortSignal.timeout(60_000);
        const open = openIn({ language, place });
        const text = open.find((each) => each.uri === uri) ?? (await read(uri));
        if (text === undefined) return;
        await within(checker.ready, signal);
        checker.show([...open.filter((each) => each.uri !== uri), text]);
        await within(checker.findings(uri, signal), signal);
      }).catch(() => {});
    },
    async compare(files, { budgetMs, signal: stopped }) {
      if (!trusted()) return { kind: "unchecked", reason: untrusted };
      const { groups, reasons } = grouped(files, placeIn);
      const signal = AbortSignal.any([stopped, AbortSignal.timeout(budgetMs)]);
      const outcomes = await Promise.all(
        groups.map((group) => compareGroup(group, { budgetMs, signal, stopped })),
      );
      return together([
        ...outcomes,
        ...reasons.map((reason) => ({ kind: "unchecked" as const, reason })),
      ]);
    },
    async format() {
      return { kind: "unformatted", reason: "No formatter is known for this language." };
    },
    fileChanged(uri, change) {
      for (const checker of running.each()) checker.fileChanged(uri, change);
    },
    dispose: () => running.dispose(),
  };
}

/** The files by who checks them, and why some are checked by nobody. */
function grouped(
  files: readonly ShadowFile[],
  placeIn: (uri: string, language: CheckedLanguage) => Place | undefined,
): { groups: Group[]; reasons: string[] } {
  const groups: Group[] = [];
  const reasons: string[] = [];
  for (const file of files) {
    const language = checkedLanguage(file.languageId);
    const place = language && placeIn(file.uri, language);
    if (language === undefined || place === undefined) {
      reasons.push(
        language === undefined
          ? "No checker is known for this language."
          : "This file lies outside the folders of the workspace.",
      );
      continue;
    }
    const group = groups.find(
      (each) => each.language === language && each.place.root === place.root,
    );
    if (group) group.files.push(file);
    else groups.push({ language, place, files: [file] });
  }
  return { groups, reasons };
}

/** Several outcomes as one: what was checked counts, and what was not is a note on it. */
function together(outcomes: readonly CheckOutcome[]): CheckOutcome {
  const checked = outcomes.filter((each) => each.kind === "checked");
  const reasons = outcomes.flatMap((each) => (each.kind === "unchecked" ? [each.reason] : []));
  if (checked.length === 0)
    return { kind: "unchecked", reason: reasons[0] ?? "There is nothing to check." };
  const notes = [...checked.flatMap(({ note }) => note ?? []), ...reasons];
  return {
    kind: "checked",
    by: checked.map(({ by }) => by).join(", "),
    worse: checked.flatMap((each) => each.worse),
    ...(notes.length > 0 && { note: [...new Set(notes)].join(" ") }),
  };
}

/** A question that failed has most often lost its process, which is heard a little later. */
async function failed(checker: Checker, by: string): Promise<CheckOutcome> {
  const ending = await within(checker.ended, AbortSignal.timeout(100));
  const reason =
    ending.kind === "came" ? `${by} has ended: ${ending.value.clause}.` : `${by} could not answer.`;
  return { kind: "unchecked", reason };
}

function pathOf(uri: string): string | undefined {
  try {
    return uri.startsWith("file:") ? fileURLToPath(uri) : undefined;
  } catch {
    return undefined;
  }
}
