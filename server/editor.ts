import { CancellationTokenSource, type Connection } from "vscode-languageserver/node";
import type { LanguageKnowledge } from "./context/declarations.ts";
import {
  type EditorAbility,
  type EditorPlace,
  type EditorPosition,
  type EditorRange,
  editorDefinitionRequest,
  editorHoverRequest,
  editorReferencesRequest,
  editorSymbolsRequest,
} from "./protocol/editor.ts";

/**
 * Everything that the server asks of the editor. Each question has a deadline; an editor that
 * cannot answer, fails, or is late has given nothing, and is asked again the next time.
 */
export interface Editor extends LanguageKnowledge {
  /** Where a name is used, its declaration among them; undefined where nobody knows. */
  references(
    uri: string,
    position: EditorPosition,
    signal: AbortSignal,
  ): Promise<EditorPlace[] | undefined>;
}

/** An editor that has not answered after so many milliseconds is not waited for. */
const deadlineMs = 800;
/** All uses of a name take a language server longer; nobody types meanwhile. */
const referencesMs = 10_000;

/** Creates the way to the editor; `abilities` are what it said at initialization that it answers. */
export function createEditor(
  connection: Pick<Connection, "sendRequest">,
  abilities: () => readonly EditorAbility[],
): Editor {
  async function ask(
    ability: EditorAbility,
    request: { method: string; params: object; withinMs?: number },
    signal: AbortSignal,
  ): Promise<unknown> {
    if (!abilities().includes(ability) || signal.aborted) return undefined;
    const source = new CancellationTokenSource();
    const cancel = (): void => source.cancel();
    const timer = setTimeout(cancel, request.withinMs ?? deadlineMs);
    signal.addEventListener("abort", cancel, { once: true });
    const given = new Promise<undefined>((resolve) => {
      source.token.onCancellationRequested(() => resolve(undefined));
    });
    try {
      const answer = connection
        .sendRequest<unknown>(request.method, request.params, source.token)
        .catch(() => undefined);
      return await Promise.race([answer, given]);
    } finally {
      clearTimeout(timer);
      signal.removeEventListener("abort", cancel);
      source.dispose();
    }
  }

  return {
    answers: {
      get definition() {
        return abilities().includes("definition");
      },
      get hover() {
        return abilities().includes("hover");
      },
      get symbols() {
        return abilities().includes("symbols");
      },
    },
    async definition(uri, position, signal) {
      const params = { textDocument: { uri }, position };
      const request = { method: editorDefinitionRequest, params };
      return places(await ask("definition", request, signal));
    },
    async hover(uri, position, signal) {
      const params = { textDocument: { uri }, position };
      const answer = await ask("hover", { method: editorHoverRequest, params }, signal);
      return typeof answer === "string" ? answer : undefined;
    },
    async references(uri, position, signal) {
      const params = { textDocument: { uri }, position };
      const request = { method: editorReferencesRequest, params, withinMs: referencesMs };
      const answer = await ask("references", request, signal);
      const found = Array.isArray(answer) ? answer.filter(isPlace) : [];
      return found.length === 0 ? undefined : found;
    },
    async symbols(uri, signal) {
      const params = { textDocument: { uri } };
      return places(await ask("symbols", { method: editorSymbolsRequest, params }, signal));
    },
  };
}

/** What an editor answers is not trusted to have the right form. */
function places(answer: unknown): { uri: string; first: number; last?: number }[] {
  if (!Array.isArray(answer)) return [];
  return answer.filter(isPlace).map(({ uri, range, fullRange }) => ({
    uri,
    first: (fullRange ?? range).start.line,
    ...(fullRange ? { last: fullRange.end.line } : {}),
  }));
}

function isPlace(value: unknown): value is EditorPlace {
  if (typeof value !== "object" || value === null) return false;
  const { uri, range, fullRange } = value as Record<string, unknown>;
  return (
    typeof uri === "string" && isRange(range) && (fullRange === undefined || isRange(fullRange))
  );
}

function isRange(value: unknown): value is EditorRange {
  const { start, end } = (value ?? {}) as Partial<EditorRange>;
  return isLine(start?.line) && isLine(end?.line);
}

function isLine(value: unknown): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= 0;
}
