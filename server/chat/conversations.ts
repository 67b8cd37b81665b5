import { createHash, randomUUID } from "node:crypto";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Answer, ChatEntry, ChatSummary, Conversation } from "../protocol/chat.ts";
import { pathTo } from "../protocol/conversation.ts";
import { after, endOfWay, type Happening } from "./conversation.ts";
import { type Journal, openJournal } from "./journal.ts";
import { deletePictures } from "./keptPictures.ts";

/** The conversations of one workspace, in files of their own. */
export interface Conversations {
  /** The latest first; with a query, those in which every word of it occurs. */
  list(query?: string): Promise<ChatSummary[]>;
  open(id: string): Promise<Conversation | undefined>;
  begin(title: string): Promise<Conversation>;
  /** Adds to one; what is held back is written within a quarter of a second, and before anything later. */
  add(id: string, happening: Happening, when?: "now" | "soon"): Promise<void>;
  remove(id: string): Promise<void>;
  /** A new one with all that leads to a message of another; undefined where there is no such message. */
  branch(id: string, message: string): Promise<Conversation | undefined>;
  /** The way through a message is the one that is shown from now on. */
  show(id: string, message: string): Promise<Conversation | undefined>;
  /** Resolves when all is on disk. */
  settled(): Promise<void>;
}

interface ConversationsOptions {
  /** The folder of Ingle's storage; without one, conversations last as long as the process. */
  storage(): string | undefined;
  /** The folders of the workspace, by their URIs or paths. */
  workspace(): readonly string[];
  /** Whether an answer is being written by this process; another that says so was interrupted. */
  isWriting(answer: string): boolean;
  now?(): number;
  log(line: string): void;
}

interface Known {
  conversation: Conversation;
  at: number;
  journal: Journal | undefined;
  held: Happening[];
  /** Writes that are under way: until they are done the file is behind. */
  writing: number;
  timer: NodeJS.Timeout | undefined;
  /** Of the file when it was read. */
  stamp: string;
}

/** Pieces of an answer are written together, so often. */
const pieceMs = 200;

/** Creates the conversations; no file is read before one is asked for. */
export function createConversations(options: ConversationsOptions): Conversations {
  const now = options.now ?? Date.now;
  const known = new Map<string, Known>();

  function folder(): string | undefined {
    const storage = options.storage();
    if (storage === undefined) return undefined;
    const name = [...options.workspace()].sort().join("\n");
    return join(storage, "chat", createHash("sha256").update(name).digest("hex").slice(0, 16));
  }

  function fileOf(id: string): string | undefined {
    const at = folder();
    return at === undefined || !/^[\w-]+$/.test(id) ? undefined : join(at, `${id}.jsonl`);
  }

  async function load(id: string): Promise<Known | undefined> {
    const file = fileOf(id);
    const mine = known.get(id);
    if (file === undefined) return mine;
    const stamp = await stampOf(file);
    // What this process writes itself is no news to it.
    if (
      mine &&
      (mine.held.length > 0 || mine.writing > 0 || stamp === undefined || stamp === mine.stamp)
    )
      return mine;
    if (stamp === undefined) return undefined;
    const journal = mine?.journal ?? openJournal(file);
    const before = mine?.stamp;
    const happenings = await journal.read();
    // What was read is old where somebody else has read it too, or something has happened since.
    const newest = known.get(id);
    if (newest !== mine) return newest;
    if (mine && (mine.held.length > 0 || mine.writing > 0 || mine.stamp !== before)) return mine;
    if (happenings.length === 0) return undefined;
    const empty: Conversation = { id, title: "", messages: [] };
    const read: Known = {
      conversation: happenings.reduce(after, empty),
      at: Math.max(0, ...happenings.map(atOf)),
      ...{ journal, held: [], writing: 0, timer: undefined, stamp },
    };
    known.set(id, read);
    return read;
  }

  function seen(conversation: Conversation): Conversation {
    const messages = conversation.messages.map((message) =>
      message.role === "assistant" &&
      message.state.kind === "writing" &&
      !options.isWriting(message.id)
        ? interrupted(message)
        : message,
    );
    return { ...conversation, messages };
  }

  async function flush(id: string): Promise<void> {
    const one = known.get(id);
    if (!one || one.held.length === 0) return;
    clearTimeout(one.timer);
    one.timer = undefined;
    const happenings = one.held;
    one.held = [];
    one.writing += 1;
    try {
      await one.journal?.append(...merged(happenings));
      const file = fileOf(id);
      if (file !== undefined) one.stamp = (await stampOf(file)) ?? one.stamp;
    } catch (error) {
      options.log(`chat: a conversation could not be written down: ${message(error)}`);
    } finally {
      one.writing -= 1;
    }
  }

  async function begin(
    title: string,
    happenings: readonly Happening[] = [],
  ): Promise<Conversation> {
    const id = randomUUID();
    const file = fileOf(id);
    const begun: Happening = { kind: "begin", title, at: now() };
    const all = [begun, ...happenings];
    const conversation = all.reduce<Conversation>(after, { id, title, messages: [] });
    known.set(id, {
      conversation,
      at: now(),
      journal: file === undefined ? undefined : openJournal(file),
      ...{ held: [...all], writing: 0, timer: undefined, stamp: "" },
    });
    await flush(id);
    return conversation;
  }

  async function ids(): Promise<string[]> {
    const at = folder();
    const files = at === undefined ? [] : await readdir(at).catch(() => []);
    const onDisk = files.flatMap((name) => (name.endsWith(".jsonl") ? [name.slice(0, -6)] : []));
    return [...new Set([...known.keys(), ...onDisk])];
  }

  return {
    async list(query = "") {
      const words = query.toLowerCase().split(/\s+/).filter(Boolean);
      const all = await Promise.all((await ids()).map(load));
      return all
        .filter((one) => one !== undefined)
        .filter(({ conversation }) => holds(conversation, words))
        .sort((a, b) => b.at - a.at)
        .map(({ conversation: { id, title, messages }, at }) => {
          const questions = messages.filter(({ role }) => role === "user").length;
          return { id, title, at, questions };
        });
    },
    async open(id) {
      const one = await load(id);
      return one && seen(one.conversation);
    },
    begin: (title) => begin(title),
    async add(id, happening, when = "now") {
      const one = known.get(id) ?? (await load(id));
      if (!one) return;
      one.conversation = after(one.conversation, happening);
      one.at = now();
      one.held.push(happening);
      if (when === "now") await flush(id);
      else one.timer ??= setTimeout(() => void flush(id), pieceMs).unref();
    },
    async remove(id) {
      const one = await load(id);
      clearTimeout(one?.timer);
      known.delete(id);
      await one?.journal?.remove();
      const storage = options.storage();
      if (!one || storage === undefined) return;
      const others = (await Promise.all((await ids()).map(load))).filter(
        (each) => each !== undefined,
      );
      const left = others.map(({ conversation }) => conversation);
      await deletePictures(one.conversation, left, storage);
    },
    async branch(id, at) {
      const one = await load(id);
      const path = one ? pathTo(seen(one.conversation), at) : [];
      if (!one || path.length === 0) return undefined;
      const title = one.conversation.title;
      return begin(
        title,
        path.map((message): Happening => ({ kind: "message", message })),
      );
    },
    async show(id, at) {
      const one = await load(id);
      if (!one) return undefined;
      await this.add(id, { kind: "shown", message: endOfWay(one.conversation, at) });
      return seen(one.conversation);
    },
    async settled() {
      await Promise.all([...known.keys()].map(flush));
    },
  };
}

async function stampOf(file: string): Promise<string | undefined> {
  const found = await stat(file).catch(() => undefined);
  return found && `${found.mtimeMs} ${found.size}`;
}

function atOf(happening: Happening): number {
  if (happening.kind === "begin") return happening.at;
  return happening.kind === "message" ? happening.message.at : 0;
}

function interrupted(answer: Answer): ChatEntry {
  return { ...answer, state: { kind: "interrupted" } };
}

function holds({ title, messages }: Conversation, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [title, ...messages.map((message) => message.text)].join("\n").toLowerCase();
  return words.every((word) => text.includes(word));
}

/** Neighbouring pieces of one text as one. */
function merged(happenings: readonly Happening[]): Happening[] {
  const all: Happening[] = [];
  for (const each of happenings) {
    const last = all.at(-1);
    const joins =
      last?.kind === "piece" &&
      each.kind === "piece" &&
      last.message === each.message &&
      last.thought === each.thought;
    if (joins) all[all.length - 1] = { ...last, text: last.text + each.text };
    else all.push(each);
  }
  return all;
}

function message(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
