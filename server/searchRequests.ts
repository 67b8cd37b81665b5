import type { CancellationToken, Connection } from "vscode-languageserver/node";
import type { Files } from "./context/files.ts";
import { matchingLine } from "./index/search/matchingLine.ts";
import type { IndexResult, IndexState, Why, WorkspaceIndex } from "./index/workspaceIndex.ts";
import {
  type SearchAnswer,
  type Searched,
  type SearchParams,
  type SearchReason,
  type SearchResult,
  searchRequest,
} from "./protocol/search.ts";
import type { WorkspaceSearch } from "./search.ts";

interface SearchParts {
  connection: Connection;
  search: Pick<WorkspaceSearch, "search">;
  index: Pick<WorkspaceIndex, "state">;
  files: Pick<Files, "read">;
}

const usualLimit = 20;
const highestLimit = 200;
const longestLine = 200;

/** Answers the client's searches of the workspace. A cancelled one ends with nothing. */
export function answerSearches({ connection, search, index, files }: SearchParts): void {
  connection.onRequest(
    searchRequest,
    async (params: SearchParams, token: CancellationToken): Promise<SearchAnswer> => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      const { text, limit = usualLimit, begun = false, textDocument, recent } = params;
      const found = await search.search(
        {
          text,
          limit: Math.min(limit, highestLimit),
          begun,
          ...(textDocument && { near: textDocument.uri }),
          ...(recent && { recent: recent.map(({ uri }) => uri) }),
        },
        controller.signal,
      );
      const results = await Promise.all(
        found.map(async (result) => {
          const file = controller.signal.aborted ? undefined : await files.read(result.uri);
          return file && shown(result, file.text, { text, begun });
        }),
      );
      return {
        results: results.filter((result) => result !== undefined),
        searched: searchedOf(index.state),
      };
    },
  );
}

/** A result as a person sees it: with the line to look at, from the file as it is now. */
function shown(
  { score, why, scope, language, ...result }: IndexResult,
  file: string,
  { text, begun }: { text: string; begun: boolean },
): SearchResult {
  const lines = file.split("\n");
  const lastLine = Math.min(result.lastLine, lines.length - 1);
  const firstLine = Math.min(result.firstLine, lastLine);
  const own = lines.slice(firstLine, lastLine + 1);
  const match = matchingLine(text, own.join("\n"), { begun });
  const named = why.find((each) => each.by === "symbol")?.symbol;
  // The file may have changed since it was taken in.
  const declared =
    named && lines[named.line]?.slice(named.character).startsWith(named.name) ? named : undefined;
  const line = declared?.line ?? firstLine + match.line;
  return {
    ...result,
    firstLine,
    lastLine,
    languageId: language,
    scope: [...scope],
    line,
    character: declared?.character ?? match.character,
    text: (lines[line] ?? "").trim().slice(0, longestLine),
    score,
    why: reasons(why, match.words),
  };
}

function reasons(why: readonly Why[], words: readonly string[]): SearchReason[] {
  return why.flatMap((each) => reasonOf(each, words) ?? []);
}

function reasonOf(why: Why, words: readonly string[]): SearchReason | undefined {
  switch (why.by) {
    case "symbol":
      return { by: "name", name: why.symbol.name, match: why.match };
    case "text":
      return words.length === 0 ? undefined : { by: "words", words: [...words] };
    case "vector":
      return { by: "meaning" };
    case "near":
      return { by: "near", how: why.how };
    case "recent":
      return { by: "recent" };
  }
}

function searchedOf(state: IndexState): Searched {
  switch (state.kind) {
    case "ready":
      return { kind: "all", files: state.files };
    case "opening":
      return { kind: "some", done: 0, total: 0 };
    case "indexing":
    case "paused":
      return { kind: "some", done: state.done, total: state.total };
    case "off":
      return { kind: "none", reason: state.reason, remedy: "" };
    case "unavailable":
    case "failed":
      return { kind: "none", reason: state.reason, remedy: state.remedy };
  }
}
