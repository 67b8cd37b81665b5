import type { IndexState } from "../index/workspaceIndex.ts";
import type { FoundPart } from "./found.ts";

/** Places that an answer names. */
const most = 8;

/** What a search can answer where no model can: places, each with its name and first line, as Markdown. */
export function searchAnswer(found: readonly FoundPart[], state: IndexState): string {
  const notice = noticeOf(state);
  if (found.length === 0)
    return [
      notice ?? "Nothing in the project speaks of this.",
      "Ask with words that the code may use, or choose a chat model.",
    ].join(" ");
  const places = found.slice(0, most).map(({ source: { path, firstLine, name }, line }) => {
    const what = name === "" ? "" : ` ${code(name)}`;
    return `- ${code(`${path}:${firstLine + 1}`)}${what} – ${code(line.slice(0, 100))}`;
  });
  return [
    "No chat model is chosen, so nobody reads this for you. These places speak of it:",
    places.join("\n"),
    ...(notice === undefined ? [] : [notice]),
  ].join("\n\n");
}

function noticeOf(state: IndexState): string | undefined {
  switch (state.kind) {
    case "indexing":
    case "paused":
      return `The project is still being read: ${state.done} of ${state.total} files.`;
    case "opening":
      return "The project's index is just being opened.";
    case "off":
      return state.reason;
    case "unavailable":
    case "failed":
      return `${state.reason} ${state.remedy}`;
    case "ready":
      return undefined;
  }
}

/** A code span, whatever backticks the text holds. */
function code(text: string): string {
  const runs = [...text.matchAll(/`+/g)].map(([run]) => run.length);
  const fence = "`".repeat(Math.max(0, ...runs) + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${text}${pad}${fence}`;
}
