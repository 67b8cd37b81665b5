import type { Guard } from "../guard/guard.ts";
import { situationOf } from "./situation.ts";
import {
  chooseSnippets,
  type Doubt,
  type DoubtKind,
  doubtOf,
  farMove,
  type SnippetSet,
  sameSnippets,
} from "./snippetSet.ts";
import { type ContextSnippet, type Found, snippetsOf, type Visible } from "./snippets.ts";
import type { Candidate, ContextRequest, ContextSource, SourceName } from "./source.ts";

/** What goes into a prompt besides the cursor's file. */
export interface Context {
  /**
   * The snippets for a prompt at this place, after at most `deadlineMs`; most often at once,
   * because the set of the last prompt still holds (`doubtOf` has the rule).
   */
  gather(request: ContextRequest, limits: ContextLimits): Promise<Gathered>;
}

export interface ContextLimits {
  /** Milliseconds after which late sources are left out. */
  deadlineMs: number;
  /** Characters that a new set of snippets may take. */
  room: number;
  /** Characters of the cursor's file that the prompt shows before the cursor and after it. */
  before: number;
  after: number;
}

/** Snippets in the order of the prompt, why they are these, and what each source gave. */
export interface Gathered {
  snippets: readonly ContextSnippet[];
  /** `chosen`: the snippets are others than before; `reviewed`: they might have been. */
  set: { kind: "kept" } | { kind: "chosen" | "reviewed"; why: string };
  sources: readonly SourceRecord[];
}

/** What a source did for the set of snippets in use. */
export interface SourceRecord {
  source: SourceName;
  /** `late`: it had not answered by the deadline; what it gives counts from the next prompt on. */
  state: "in time" | "late" | "failed";
  /** From question to answer; undefined while there is none. */
  ms?: number;
  /** How many candidates it gave, and how many snippets of the set are its own. */
  candidates: number;
  used: number;
}

interface ContextOptions {
  sources: readonly ContextSource[];
  guard: Pick<Guard, "mayRead">;
  /** A file's path as the prompt shows it to somebody who is in the file `from`. */
  pathOf(uri: string, from: string): string;
  log(line: string): void;
  now?(): number;
}

/** A source that has no answer after so long is told to stop. */
const patienceMs = 2_000;
/** Files whose sets are remembered. */
const mostFiles = 8;

/** Creates the context of one workspace from its sources. */
export function createContext(options: ContextOptions): Context {
  const { sources, guard, pathOf } = options;
  const now = options.now ?? (() => performance.now());
  const files = new Map<string, FileContext>();
  let lastUri = "";

  function fileOf(uri: string): FileContext {
    const file = files.get(uri) ?? { set: undefined, askedAt: 0, answers: new Map(), late: false };
    files.delete(uri);
    files.set(uri, file);
    for (const oldest of files.keys()) {
      if (files.size <= mostFiles) break;
      files.get(oldest)?.asking?.abort();
      files.delete(oldest);
    }
    return file;
  }

  /** Asks every source; resolves when all have answered. Answers are kept with the file. */
  async function ask(file: FileContext, request: ContextRequest): Promise<void> {
    file.asking?.abort();
    const controller = new AbortController();
    file.asking = controller;
    const patience = setTimeout(() => controller.abort(), patienceMs);
    patience.unref?.();
    const asked = now();
    await Promise.all(
      sources.map(async (source) => {
        const before = file.answers.get(source.name);
        file.answers.set(source.name, { state: "late", candidates: before?.candidates ?? [] });
        const answer = await answerOf(source, request, controller.signal);
        if (controller.signal.aborted) return;
        if ("failure" in answer) options.log(`context: ${source.name} failed: ${answer.failure}`);
        file.answers.set(source.name, {
          state: "failure" in answer ? "failed" : file.deadlinePassed ? "late" : "in time",
          ms: now() - asked,
          candidates: "failure" in answer ? [] : answer.candidates,
        });
        if (file.deadlinePassed) file.late = true;
      }),
    );
    clearTimeout(patience);
  }

  function readable(uri: string): boolean {
    return guard.mayRead({ uri }).allowed;
  }

  function choose(
    file: FileContext,
    request: ContextRequest,
    { doubt, limits }: { doubt: DoubtKind; limits: ContextLimits },
  ): ContextSnippet[] {
    const visible = visibleLines(request, limits);
    const found: Found[] = [...file.answers].flatMap(([source, { candidates }]) =>
      candidates
        .filter(({ uri }) => readable(uri))
        .map((candidate) => ({ ...candidate, source, path: pathOf(candidate.uri, request.uri) })),
    );
    const present = (file.set?.snippets ?? []).filter((snippet) => readable(snippet.uri));
    const fresh = snippetsOf(found, visible);
    const kept = doubt === "stale" ? [] : present;
    const candidates = [
      ...kept,
      ...fresh.filter((snippet) => !kept.some((other) => overlap(snippet, other))),
    ];
    return chooseSnippets(candidates, { present, doubt, room: limits.room });
  }

  return {
    async gather(request, limits) {
      const file = fileOf(request.uri);
      const time = now();
      const situation = situationOf(request);
      const doubt = revised(
        doubtOf(file.set, {
          situation,
          time,
          askedAt: file.askedAt,
          elsewhere: lastUri !== request.uri,
          answeredLate: file.late,
        }),
        file.set,
        readable,
      );
      file.askedAt = time;
      lastUri = request.uri;
      if (doubt.kind === "none") return gathered(file, { kind: "kept" });

      if (doubt.kind !== "incomplete") {
        file.deadlinePassed = false;
        await within(limits.deadlineMs, ask(file, request));
        file.deadlinePassed = true;
      }
      file.late = false;
      const snippets = choose(file, request, { doubt: doubt.kind, limits });
      const same = sameSnippets(snippets, file.set?.snippets ?? []);
      // Only a set chosen anew is for another place: small moves must not add up unseen.
      const place = doubt.kind === "stale" ? situation : (file.set?.situation ?? situation);
      file.set = { situation: place, snippets, chosenAt: time };
      return gathered(file, { kind: same ? "reviewed" : "chosen", why: doubt.why });
    },
  };
}

interface FileContext {
  set: SnippetSet | undefined;
  askedAt: number;
  answers: Map<SourceName, Answer>;
  /** Whether a source has answered after the deadline, and its answer was not looked at yet. */
  late: boolean;
  deadlinePassed?: boolean;
  asking?: AbortController;
}

type Answer = Pick<SourceRecord, "state" | "ms"> & { candidates: readonly Candidate[] };

/** A set also goes stale when a file of it may no longer be read. */
function revised(
  doubt: Doubt,
  set: SnippetSet | undefined,
  readable: (uri: string) => boolean,
): Doubt {
  if (doubt.kind === "stale" || !set || set.snippets.every(({ uri }) => readable(uri)))
    return doubt;
  return { kind: "stale", why: "a file may no longer be read" };
}

function gathered(file: FileContext, set: Gathered["set"]): Gathered {
  const snippets = file.set?.snippets ?? [];
  return {
    snippets,
    set,
    sources: [...file.answers].map(([source, { state, ms, candidates }]) => ({
      source,
      state,
      ...(ms === undefined ? {} : { ms }),
      candidates: candidates.length,
      used: snippets.filter((snippet) => snippet.source === source).length,
    })),
  };
}

async function answerOf(
  source: ContextSource,
  request: ContextRequest,
  signal: AbortSignal,
): Promise<{ candidates: Candidate[] } | { failure: string }> {
  try {
    return { candidates: await source.gather(request, signal) };
  } catch (error) {
    return { failure: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Resolves when `work` has ended or the time is over. */
async function within(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  await Promise.race([work, deadline]);
  clearTimeout(timer);
}

/** With as many lines more as the cursor may move before the set is stale. */
function visibleLines(
  { uri, position, prefix, suffix }: ContextRequest,
  limits: ContextLimits,
): Visible {
  const above = breaksIn(prefix.slice(Math.max(0, prefix.length - limits.before)));
  const below = breaksIn(suffix.slice(0, limits.after));
  return {
    uri,
    start: position.line - above - farMove,
    end: position.line + below + 1 + farMove,
  };
}

function breaksIn(text: string): number {
  return text.split("\n").length - 1;
}

function overlap(one: ContextSnippet, other: ContextSnippet): boolean {
  return (
    (one.uri === other.uri && one.first <= other.last && other.first <= one.last) ||
    one.text === other.text
  );
}
