import { join, relative } from "node:path";
import {
  type SearchAnswer,
  type SearchParams,
  type SearchReason,
  type SearchResult,
  searchRequest,
} from "../protocol/search.ts";
import { type IndexOptions, openIndexed } from "./indexed.ts";

/** What `ingle search` was asked for. */
export interface SearchOptions extends IndexOptions {
  text: string;
  limit: number;
}

/**
 * Prints the parts of a folder that answer a question, each with the line to look at as PATH:LINE, so
 * that a terminal makes a link of it. Returns the exit code, as grep has it: 1 where there is nothing.
 */
export async function searchInTerminal(options: SearchOptions): Promise<number> {
  const client = await openIndexed(options);
  if (!client) return 2;
  try {
    const { text, limit } = options;
    const params: SearchParams = { text, limit };
    const { results } = await client.connection.sendRequest<SearchAnswer>(searchRequest, params);
    if (options.json) console.log(JSON.stringify(results, null, 2));
    else if (results.length === 0)
      console.error(`Nothing in ${client.folder} has these words or names.`);
    else for (const result of results) print(result, client.folder);
    return results.length === 0 ? 1 : 0;
  } finally {
    await client.close();
  }
}

function print(result: SearchResult, folder: string): void {
  const path = relative("", join(folder, result.path));
  const name = [...result.scope, result.name].filter((each) => each !== "").join(" › ");
  console.log(`${path}:${result.line + 1}${name === "" ? "" : `  ${name}`}`);
  console.log(`    ${result.text}`);
  const why = result.why.map(clauseOf).filter((clause) => clause !== "");
  if (why.length > 0) console.log(`    (${why.join("; ")})`);
}

function clauseOf(reason: SearchReason): string {
  switch (reason.by) {
    case "name":
      return `declares ${reason.name}`;
    case "words":
      return `has ${reason.words.join(", ")}`;
    case "meaning":
      return "means something similar";
    case "near":
    case "recent":
      return "";
  }
}
