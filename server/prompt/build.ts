import { characterStart } from "../text/characters.ts";
import { lineStartAt, withLf } from "../text/lines.ts";
import type { PromptBudget } from "./budget.ts";
import { commentLine } from "./comments.ts";
import type { FimFormat } from "./formats.ts";
import { prefixWindow, suffixWindow } from "./window.ts";

/** A stretch of a prompt: a control token, or text that is never read as one. */
export interface PromptPart {
  text: string;
  special: boolean;
  role: "token" | "repository" | "path" | "snippet" | "suffix" | "prefix" | "typed";
  /** Of a snippet that says so: which file it is from, and who found it. */
  from?: { path: string; source: string };
}

/** A piece of another file that may help. */
export interface Snippet {
  path: string;
  text: string;
  /** Who found it, for the trace. */
  source?: string;
}

export interface PromptRequest {
  format: FimFormat;
  /** Relative to its root, with forward slashes; empty where the document has no file. */
  path: string;
  /** As editors name languages; chooses how a path is written where the model knows no file tokens. */
  languageId?: string;
  repository?: string;
  /** The document before and after the cursor, with any line ends. */
  prefix: string;
  suffix: string;
  /** In the order in which they are to stand: what changes least first. */
  snippets?: readonly Snippet[];
  budget: PromptBudget;
}

/**
 * The prompt for a completion, stable things first, what changes with a keystroke last. The same
 * request always gives the same prompt, and typing changes nothing before the cursor's line except
 * when the prefix window jumps (see `prefixWindow`).
 *
 * Line ends become LF: models are trained on that, a CR costs a token in every line and would be
 * answered with more of them. Who inserts the answer restores the document's own line ends.
 */
export function buildPrompt(request: PromptRequest): PromptPart[] {
  const { format, budget } = request;
  const characters = (tokens: number): number => tokens * budget.charactersPerToken;
  const prefix = prefixWindow(withLf(request.prefix), characters(budget.prefixTokens));
  const suffix =
    format.order === "prefix-only"
      ? ""
      : suffixWindow(withLf(request.suffix), characters(budget.suffixTokens));
  const room = characters(budget.roomTokens) - prefix.length - suffix.length;
  const snippets = fitting(request.snippets ?? [], room);
  const path =
    format.path === "nowhere"
      ? headerParts(snippets.length === 0 ? "" : request.path, request.languageId)
      : pathParts(format, request.path);
  const pathBefore = path.filter((part) => part.special || format.path === "before");
  return [
    ...repositoryParts(format, request.repository),
    ...snippets.flatMap((snippet) => snippetParts(format, snippet, request.languageId)),
    ...pathBefore,
    ...middleParts(format, {
      path: path.filter((part) => !pathBefore.includes(part)),
      prefix,
      suffix,
    }),
  ].filter((part) => part.text !== "");
}

// What is typed of a very long line goes after the middle token only from here on, in steps.
const longestTyped = 512;

function middleParts(
  format: FimFormat,
  { path, prefix, suffix }: { path: PromptPart[]; prefix: string; suffix: string },
): PromptPart[] {
  switch (format.order) {
    case "suffix-first":
      return [
        token(format.suffixToken),
        { text: suffix, special: false, role: "suffix" },
        token(format.prefixToken),
        ...path,
        { text: prefix, special: false, role: "prefix" },
        token(format.middleToken),
      ];
    case "prefix-first": {
      const start = typedStart(prefix);
      return [
        token(format.prefixToken),
        ...path,
        { text: prefix.slice(0, start), special: false, role: "prefix" },
        token(format.suffixToken),
        { text: suffix, special: false, role: "suffix" },
        token(format.middleToken),
        { text: prefix.slice(start), special: false, role: "typed" },
      ];
    }
    case "by-server":
      return [
        { text: suffix, special: false, role: "suffix" },
        { text: prefix, special: false, role: "prefix" },
      ];
    case "prefix-only":
      return [...path, { text: prefix, special: false, role: "prefix" }];
  }
}

function typedStart(prefix: string): number {
  const lineStart = lineStartAt(prefix, prefix.length);
  const typed = prefix.length - lineStart;
  return characterStart(prefix, lineStart + Math.floor(typed / longestTyped) * longestTyped);
}

function repositoryParts(format: FimFormat, repository: string | undefined): PromptPart[] {
  if (repository === undefined || format.repositoryToken === "") return [];
  return [
    token(format.repositoryToken),
    { text: `${oneLine(repository)}\n`, special: false, role: "repository" },
  ];
}

function pathParts(format: FimFormat, path: string): PromptPart[] {
  if (path === "") return [];
  return [
    token(format.fileToken),
    { text: `${format.pathPrefix}${oneLine(path)}\n`, special: false, role: "path" },
  ];
}

function snippetParts(
  format: FimFormat,
  { path, text, source }: Snippet,
  languageId: string | undefined,
): PromptPart[] {
  const lines = withLf(text);
  return [
    ...(format.path === "nowhere" ? headerParts(path, languageId) : pathParts(format, path)),
    {
      text: lines.endsWith("\n") ? lines : `${lines}\n`,
      special: false,
      role: "snippet",
      ...(source === undefined ? {} : { from: { path, source } }),
    },
  ];
}

/** A comment that names a file, in the language of the cursor's file. */
function headerParts(path: string, languageId: string | undefined): PromptPart[] {
  if (path === "" || languageId === undefined) return [];
  return [{ text: `${commentLine(oneLine(path), languageId)}\n`, special: false, role: "path" }];
}

/** The first snippets that fit together; a snippet is taken whole or not at all. */
function fitting(snippets: readonly Snippet[], most: number): Snippet[] {
  let room = most;
  return snippets.filter((snippet) => {
    const length = snippet.path.length + snippet.text.length + 2;
    if (length > room) return false;
    room -= length;
    return true;
  });
}

function token(text: string): PromptPart {
  return { text, special: true, role: "token" };
}

function oneLine(text: string): string {
  return text.replaceAll(/[\r\n]+/g, " ");
}
