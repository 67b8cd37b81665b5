import { readFile } from "node:fs/promises";
import type { Reaper } from "../process/reaper.ts";
import { languageOf } from "../text/languageOf.ts";
import { createAsking } from "./asking.ts";
import { canonical, pathOf } from "./canonical.ts";
import type { Checker, ShownText } from "./checker.ts";
import type { CheckOutcome, Checks, ShadowFile } from "./checks.ts";
import { withDeadline } from "./deadline.ts";
import { isInside, type Place, placeOf } from "./find/place.ts";
import { format } from "./format/format.ts";
import { type Formatter, formatters } from "./format/formatters.ts";
import { type CheckedLanguage, checkedLanguages } from "./languages.ts";
import { startLanguageServer } from "./lsp/languageServer.ts";
import { asGiven, together } from "./outcomes.ts";
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
  /** What is checked, and by whom; absent: all that is known. */
  languages?: readonly CheckedLanguage[];
  /** What formats; absent: all that is known. */
  formatters?: readonly Formatter[];
  /** A checker that nobody has asked for so long gives its memory back. */
  idleMs?: number;
  /** A checker that owes an answer for so long is ended. */
  hangMs?: number;
}

const untrusted = "This workspace is not trusted, so that none of its tools is run.";
const outside = "This file lies outside the folders of the workspace.";
/** Where the project of a file begins, for those formatters that want to know. */
const formattedMarkers = ["Cargo.toml", "pyproject.toml"];
/** So many checkers run at once. */
const mostCheckers = 3;
/** So many open documents are shown besides those that an edit is of. */
const mostOpen = 24;

/** A language in a project. */
interface Part {
  language: CheckedLanguage;
  place: Place;
}

/** Creates the checks of a workspace; nothing is started before it is needed. */
export function createChecks(options: ChecksOptions): Checks {
  const { trusted, folders, reaper, log, languages = checkedLanguages } = options;
  const formatsBy = options.formatters ?? formatters;
  const asking = createAsking();
  const running = createRunning({
    start(found) {
      const checker =
        found.kind === "tsserver"
          ? startTsserver(found, found.command, { reaper })
          : startLanguageServer(found.server, found.command, { reaper });
      return found.around?.(checker) ?? checker;
    },
    idleMs: options.idleMs ?? 10 * 60_000,
    hangMs: options.hangMs ?? 300_000,
    most: mostCheckers,
    log,
  });

  /** Who checks a document, or why nobody does. */
  function partOf(document: { uri: string; languageId: string }): Part | { reason: string } {
    const language = languages.find(({ ids }) => ids.includes(document.languageId));
    if (language === undefined) return { reason: "No checker is known for this language." };
    const path = pathOf(document.uri);
    const place = path && placeOf(path, { folders: folders(), markers: language.markers });
    return place ? { language, place } : { reason: outside };
  }

  function checkerOf({ language, place }: Part): Checker | { reason: string } {
    return running.get(`${language.name} ${place.root}`, language.name, () =>
      language.find({ ...place, typescript: options.typescript() }),
    );
  }

  function openIn({ language, place }: Part): ShownText[] {
    return options
      .documents()
      .map((each) => ({ ...each, uri: canonical(each.uri) }))
      .filter(({ uri, languageId }) => {
        const path = pathOf(uri);
        return path && language.ids.includes(languageId) && isInside(path, place.root);
      })
      .slice(0, mostOpen);
  }

  /** A file of the workspace's own, as it is on the disk. */
  async function read(uri: string): Promise<ShownText | undefined> {
    const path = pathOf(uri);
    if (path === undefined || !folders().some((folder) => isInside(path, folder))) return undefined;
    if (/[\\/]node_modules[\\/]/.test(path)) return undefined;
    const text = await readFile(path, "utf8").catch(() => undefined);
    return text === undefined ? undefined : { uri, languageId: languageOf(path), text };
  }

  return {
    warm({ uri: given, languageId }) {
      if (!trusted()) return;
      const document = { uri: canonical(given), languageId };
      const part = partOf(document);
      if ("reason" in part) return;
      const checker = checkerOf(part);
      if ("reason" in checker) return;
      asking.warm(checker, document.uri, async () => {
        const open = openIn(part);
        const known = open.some(({ uri }) => uri === document.uri);
        const text = known ? undefined : await read(document.uri);
        return { files: [], open: text ? [...open, text] : open, read };
      });
    },
    async compare(given, { budgetMs, signal: stopped }) {
      if (!trusted()) return { kind: "unchecked", reason: untrusted };
      const files = given.map((file) => ({ ...file, uri: canonical(file.uri) }));
      const { groups, reasons } = grouped(files, partOf);
      const outcomes = await withDeadline({ ms: budgetMs, signal: stopped }, (signal) =>
        Promise.all(
          groups.map(async (group): Promise<CheckOutcome> => {
            const checker = checkerOf(group);
            if ("reason" in checker) return { kind: "unchecked", reason: checker.reason };
            const question = () => ({ files: group.files, open: openIn(group), read });
            const limits = { budgetMs, signal, stopped };
            return asking.compare(checker, question, limits);
          }),
        ),
      );
      const outcome = together([
        ...outcomes,
        ...reasons.map((reason) => ({ kind: "unchecked" as const, reason })),
      ]);
      return asGiven(outcome, given);
    },
    async format(file, { budgetMs, signal: stopped }) {
      if (!trusted()) return { kind: "unformatted", reason: untrusted };
      const path = pathOf(file.uri);
      const place = path && placeOf(path, { folders: folders(), markers: formattedMarkers });
      if (!place) return { kind: "unformatted", reason: outside };
      return withDeadline({ ms: budgetMs, signal: stopped }, (signal) =>
        format(file, { ...place, file: path }, { formatters: formatsBy, reaper, signal }),
      );
    },
    fileChanged(uri, change) {
      for (const checker of running.each()) asking.fileChanged(checker, canonical(uri), change);
    },
    dispose: () => running.dispose(),
  };
}

/** The files by who checks them, and why some are checked by nobody. */
function grouped(
  files: readonly ShadowFile[],
  partOf: (file: ShadowFile) => Part | { reason: string },
): { groups: (Part & { files: ShadowFile[] })[]; reasons: string[] } {
  const groups: (Part & { files: ShadowFile[] })[] = [];
  const reasons: string[] = [];
  for (const file of files) {
    const part = partOf(file);
    if ("reason" in part) {
      reasons.push(part.reason);
      continue;
    }
    const { language, place } = part;
    const group = groups.find(
      (each) => each.language === language && each.place.root === place.root,
    );
    if (group) group.files.push(file);
    else groups.push({ ...part, files: [file] });
  }
  return { groups, reasons };
}
