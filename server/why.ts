import type { Connection, ExecuteCommandParams, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { createAcceptance } from "./completion/acceptance.ts";
import type { CompletedRequest } from "./completion/feature.ts";
import { createRules, type Rules } from "./completion/rules.ts";
import { createStatistics } from "./completion/statistics.ts";
import { createTraces } from "./completion/traces.ts";
import {
  acceptedCommand,
  promptRequest,
  resetStatisticsRequest,
  rulesRequest,
  statisticsRequest,
  tracesRequest,
} from "./protocol/messages.ts";
import type { Options } from "./protocol/options.ts";

/** What answers *Why no suggestion?*: the last traces, the rules, and the statistics. */
export interface Why {
  readonly rules: Rules;
  completed(one: CompletedRequest): void;
  /** Writes down what is not yet on disk. */
  dispose(): Promise<void>;
}

interface WhyOptions {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  options(): Options;
  log(line: string): void;
}

/** Answers the requests of the protocol about completions that have been, on a connection. */
export function registerWhy({ connection, documents, options, log }: WhyOptions): Why {
  const rules = createRules(() => options().rules);
  const traces = createTraces();
  const statistics = createStatistics({ storage: () => options().storage, log });
  const acceptance = createAcceptance({
    statistics,
    textOf: (uri) => documents.get(uri)?.getText(),
  });

  connection.onRequest(tracesRequest, () => traces.list());
  connection.onRequest(promptRequest, (params: unknown) => {
    const { id } = (params ?? {}) as { id?: unknown };
    return typeof id === "number" ? (traces.promptOf(id) ?? null) : null;
  });
  connection.onRequest(rulesRequest, () => rules.list());
  connection.onRequest(statisticsRequest, () => statistics.read());
  connection.onRequest(resetStatisticsRequest, () => statistics.reset());
  connection.onExecuteCommand(({ command, arguments: [id, text] = [] }: ExecuteCommandParams) => {
    if (command !== acceptedCommand || typeof id !== "number") return;
    acceptance.accepted(id, typeof text === "string" ? text : undefined);
  });
  documents.onDidClose(({ document }) => acceptance.closed(document.uri, document.getText()));

  return {
    rules,
    completed(one) {
      traces.add(one.trace, one.parts);
      acceptance.completed(one);
    },
    dispose() {
      acceptance.dispose();
      return statistics.flush();
    },
  };
}
