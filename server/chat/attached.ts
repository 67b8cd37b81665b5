import { readdir } from "node:fs/promises";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Files } from "../context/files.ts";
import { changesText } from "../diff/diffText.ts";
import { readChanges } from "../diff/readChanges.ts";
import type { Guard } from "../guard/guard.ts";
import { fenced, snippetText } from "../prompt/chat.ts";
import type { ChatAttachment, ChatSource } from "../protocol/chat.ts";
import { languageOf } from "../text/languageOf.ts";
import { withLf } from "../text/lines.ts";
import { readPicture } from "./picture.ts";

/** What attachments say to the model and to the person. */
export interface Attached {
  texts: { label: string; text: string }[];
  sources: ChatSource[];
  /** Data URLs. */
  pictures: string[];
  /** Sentences: what could not be read. */
  notes: string[];
  /** The project is to be searched besides. */
  searches: boolean;
}

/** What reading attachments needs. */
export interface AttachedOptions {
  files: Pick<Files, "read">;
  guard: Pick<Guard, "mayRead">;
  /** A file's path as a person sees it. */
  pathOf(uri: string): string;
}

/** Names of a folder's files that are told at most, and how deep they lie. */
const mostNames = 200;
const deepest = 6;

/** Reads what a person has put beside a question. What may not or cannot be read becomes a note. */
export async function readAttachments(
  attachments: readonly ChatAttachment[],
  options: AttachedOptions,
): Promise<Attached> {
  const attached: Attached = {
    texts: [],
    sources: [],
    pictures: [],
    notes: [],
    searches: attachments.length === 0,
  };
  for (const attachment of attachments) {
    if (attachment.kind === "workspace") attached.searches = true;
    else await add(attached, attachment, options);
  }
  return attached;
}

async function add(
  attached: Attached,
  attachment: Exclude<ChatAttachment, { kind: "workspace" }>,
  { files, guard, pathOf }: AttachedOptions,
): Promise<void> {
  switch (attachment.kind) {
    case "diff":
      if (attachment.root !== undefined) {
        const { text, root } = attachment;
        const changes = await readChanges({ root, diff: text }, { guard, files });
        attached.notes.push(...changes.notes);
        attached.texts.push(told(titles.diff, changesText(changes)));
        return;
      }
      attached.texts.push(told(titles.diff, attachment.text));
      return;
    case "problems":
    case "terminal":
      attached.texts.push(told(titles[attachment.kind], attachment.text));
      return;
    case "picture": {
      const read = await readPicture(attachment.uri, { guard, pathOf });
      if (read.kind === "picture") attached.pictures.push(read.url);
      else attached.notes.push(read.note);
      return;
    }
    case "folder": {
      const path = pathOf(attachment.uri);
      const names = await namesBelow(attachment.uri, guard);
      if (names === undefined) attached.notes.push(unread(path));
      else attached.texts.push(told(`The files of ${path || "the workspace"}`, names.join("\n")));
      return;
    }
    case "selection": {
      const { uri, firstLine, lastLine, text } = attachment;
      const verdict = guard.mayRead({ uri });
      if (!verdict.allowed) {
        attached.notes.push(`${pathOf(uri)} was left out: ${verdict.reason}`);
        return;
      }
      addLines(attached, { uri, path: pathOf(uri), firstLine, lastLine, name: "", text });
      return;
    }
    case "file":
    case "symbol": {
      const { uri } = attachment;
      const path = pathOf(uri);
      const verdict = guard.mayRead({ uri });
      const file = verdict.allowed ? await files.read(uri) : undefined;
      if (!file) {
        attached.notes.push(
          verdict.allowed ? unread(path) : `${path} was left out: ${verdict.reason}`,
        );
        return;
      }
      const lines = withLf(file.text).split("\n");
      const { firstLine, lastLine, name } =
        attachment.kind === "symbol"
          ? attachment
          : { firstLine: 0, lastLine: lines.length - 1, name: "" };
      const text = lines.slice(firstLine, lastLine + 1).join("\n");
      addLines(attached, { uri, path, firstLine, lastLine, name, text });
    }
  }
}

function addLines(attached: Attached, { text, ...source }: ChatSource & { text: string }): void {
  const { uri, path, firstLine } = source;
  const language = languageOf(uri);
  attached.texts.push({
    label: path,
    text: snippetText({ path, line: firstLine + 1, language, text: withLf(text) }),
  });
  attached.sources.push(source);
}

const titles = {
  problems: "Problems that the editor reports",
  diff: "Changes",
  terminal: "From the terminal",
};

function told(label: string, text: string): { label: string; text: string } {
  return { label, text: `${label}:\n${fenced(withLf(text))}` };
}

function unread(path: string): string {
  return `${path} was left out: it cannot be read, or is no text.`;
}

/** Paths below a folder, relative to it; undefined where there is none. */
async function namesBelow(
  uri: string,
  guard: Pick<Guard, "mayRead">,
): Promise<string[] | undefined> {
  if (!uri.startsWith("file:")) return undefined;
  const root = fileURLToPath(uri);
  const names: string[] = [];
  const folders = [{ path: root, depth: 0 }];
  for (let folder = folders.shift(); folder && names.length < mostNames; folder = folders.shift()) {
    const { path, depth } = folder;
    const entries = await readdir(path, { withFileTypes: true }).catch(() => undefined);
    if (!entries && path === root) return undefined;
    for (const entry of entries ?? []) {
      const at = join(path, entry.name);
      if (entry.name.startsWith(".") || !guard.mayRead({ fsPath: at }).allowed) continue;
      if (entry.isFile()) names.push(relative(root, at).replaceAll("\\", "/"));
      else if (entry.isDirectory() && depth < deepest) folders.push({ path: at, depth: depth + 1 });
    }
  }
  return names.slice(0, mostNames).sort();
}
