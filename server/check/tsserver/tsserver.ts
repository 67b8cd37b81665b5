import { fileURLToPath, pathToFileURL } from "node:url";
import type { Message } from "vscode-languageserver/node";
import type { Reaper } from "../../process/reaper.ts";
import { type Command, startTool } from "../../process/tool.ts";
import { canonical } from "../canonical.ts";
import type { Checker, ShownText } from "../checker.ts";
import { touchedDeclarations } from "../declarations.ts";
import { readMessages } from "../messages.ts";
import { unseenByTypescript } from "../unseen.ts";
import { createCancelling } from "./cancelling.ts";
import { declarationsOf } from "./declarations.ts";
import { findingsOf } from "./findings.ts";
import type { Response, TsDiagnostic, TsNavigationTree } from "./protocol.ts";

/** A server that was asked to end is ended after this. */
const kindMs = 1_000;

const scriptKinds: Readonly<Record<string, string>> = {
  typescript: "TS",
  typescriptreact: "TSX",
  javascript: "JS",
  javascriptreact: "JSX",
};

/**
 * Starts tsserver, the server of TypeScript up to 6, as a checker. Its protocol is its own: a line of
 * JSON for each request, answers with their length before them.
 */
export function startTsserver(
  { name }: { name: string },
  command: Command,
  { reaper }: { reaper: Reaper },
): Checker {
  const cancelling = createCancelling();
  const args = [...command.args, ...cancelling.args];
  const tool = startTool({ ...command, args }, reaper);
  const shown = new Map<string, string>();
  const open = new Map<number, { since: number; end(response: Response | undefined): void }>();
  let sequence = 0;

  readMessages(tool).listen((message: Message) => {
    const response = message as unknown as Response;
    if (response.type !== "response") return;
    open.get(response.request_seq)?.end(response);
  });
  void tool.ended.then(() => {
    for (const { end } of open.values()) end(undefined);
    cancelling.dispose();
  });

  function tell(request: string, args: object): number {
    sequence += 1;
    const message = { seq: sequence, type: "request", command: request, arguments: args };
    tool.input.write(`${JSON.stringify(message)}\n`);
    return sequence;
  }

  /** `signal` has it cancelled, which not every request heeds. */
  function ask<T>(request: string, args: object, signal?: AbortSignal): Promise<T> {
    const number = tell(request, args);
    const cancel = (): void => cancelling.cancel(number);
    signal?.addEventListener("abort", cancel, { once: true });
    return new Promise((resolve, reject) => {
      const end = (response: Response | undefined): void => {
        open.delete(number);
        signal?.removeEventListener("abort", cancel);
        if (response?.success) resolve(response.body as T);
        else reject(new Error(response?.message ?? "TypeScript has ended"));
      };
      open.set(number, { since: performance.now(), end });
    });
  }

  async function diagnosticsOf(request: string, file: string): Promise<TsDiagnostic[]> {
    return (
      (await ask<TsDiagnostic[] | undefined>(request, { file, includeLinePosition: true })) ?? []
    );
  }

  const ready = ask("configure", {
    hostInfo: "Ingle",
    preferences: { includePackageJsonAutoImports: "off", disableSuggestions: false },
  }).then(() => name);
  ready.catch(() => {});

  return {
    name,
    ready,
    ended: tool.ended,
    get owesSince() {
      return open.size === 0
        ? undefined
        : Math.min(...[...open.values()].map(({ since }) => since));
    },
    show(texts) {
      const change = changeTo(texts, shown, command.folder);
      if (change === undefined) return;
      // Its answer says nothing that the next one does not.
      ask("updateOpen", change).catch(() => {});
    },
    async findings(uri) {
      const file = fileURLToPath(uri);
      const kinds = ["syntacticDiagnosticsSync", "semanticDiagnosticsSync"];
      const found = await Promise.all([
        ...kinds.map((kind) => diagnosticsOf(kind, file)),
        suggestionsOf(file),
      ]);
      return findingsOf(found.flat());
    },
    async mentions(uri, lines, signal) {
      const file = fileURLToPath(uri);
      const tree = await ask<TsNavigationTree>("navtree", { file });
      const places = await Promise.all(
        touchedDeclarations(declarationsOf(tree), lines).map(({ name }) =>
          ask<{ refs: { file: string }[] }>(
            "references",
            { file, line: name.line + 1, offset: name.character + 1 },
            signal,
          ).catch(() => undefined),
        ),
      );
      const uris = new Set(
        places.flatMap((each) =>
          (each?.refs ?? []).map((place) => canonical(pathToFileURL(place.file).href)),
        ),
      );
      uris.delete(uri);
      return [...uris];
    },
    problem: undefined,
    unseen: unseenByTypescript,
    overlooks: () => false,
    fileChanged() {
      // It watches the disk itself.
    },
    async stop() {
      const force = setTimeout(() => tool.kill("it was ended"), kindMs);
      tell("exit", {});
      await tool.ended;
      clearTimeout(force);
    },
    kill: tool.kill,
  };

  function suggestionsOf(file: string): Promise<TsDiagnostic[]> {
    return diagnosticsOf("suggestionDiagnosticsSync", file).catch(() => []);
  }
}

/** What `updateOpen` has to say so that these texts are shown; undefined: nothing. Keeps `shown`. */
function changeTo(
  texts: readonly ShownText[],
  shown: Map<string, string>,
  projectRootPath: string,
): object | undefined {
  const wanted = new Set(texts.map(({ uri }) => uri));
  const closedFiles = [...shown.keys()].filter((uri) => !wanted.has(uri));
  const changed = texts.filter(({ uri, text }) => shown.get(uri) !== text);
  for (const uri of closedFiles) shown.delete(uri);
  for (const { uri, text } of changed) shown.set(uri, text);
  if (closedFiles.length === 0 && changed.length === 0) return undefined;
  return {
    openFiles: changed.map(({ uri, languageId, text }) => ({
      file: fileURLToPath(uri),
      fileContent: text,
      scriptKindName: scriptKinds[languageId] ?? "TS",
      projectRootPath,
    })),
    changedFiles: [],
    closedFiles: closedFiles.map((uri) => fileURLToPath(uri)),
  };
}
