import type { Connection, ExecuteCommandParams, TextDocuments } from "vscode-languageserver/node";
import type { TextDocument } from "vscode-languageserver-textdocument";
import { createAcceptance } from "./completion/acceptance.ts";
import { type Adaptation, createAdaptation } from "./completion/adaptation.ts";
import type { CompletedRequest } from "./completion/feature.ts";
import { createRules, type Rules } from "./completion/rules.ts";
import { createStatistics } from "./completion/statistics.ts";
import { createTraces } from "./completion/traces.ts";
import { createVerdicts } from "./completion/verdicts.ts";
import {
  acceptedCommand,
  promptRequest,
  resetStatisticsRequest,
  resetStrictnessRequest,
  rulesRequest,
  statisticsRequest,
  strictnessRequest,
  tracesRequest,
} from "./protocol/messages.ts";
import type { Options } from "./protocol/options.ts";

/** What answers *Why no suggestion?*: the last traces, the rules, the statistics, and what was learnt. */
export interface Why {
  readonly rules: Rules;
  readonly adaptation: Adaptation;
  completed(one: CompletedRequest): void;
  /** Writes down what is not yet on disk. */
  dispose(): Promise<void>;
}

interface WhyOptions {
  connection: Connection;
  documents: TextDocuments<TextDocument>;
  options(): Options;
  /** The fingerprint of the model in use, where it is known. */
  model(): string | undefined;
  log(line: string): void;
}

/** Answers the requests of the protocol about completions that have been, on a connection. */
export function registerWhy({ connection, documents, options, model, log }: WhyOptions): Why {
  const rules = createRules(() => options().rules);
  const traces = createTraces();
  const statistics = createStatistics({ storage: () => options().storage, log });
  const textOf = (uri: string): string | undefined => documents.get(uri)?.getText();
  const acceptance = createAcceptance({ statistics, textOf });
  const adaptation = createAdaptation({ storage: () => options().storage, log });
  const verdicts = createVerdicts({ observe: adaptation.observe, textOf });

  connection.onRequest(tracesRequest, () => traces.list());
  connection.onRequest(promptRequest, (params: unknown) => {
    const { id } = (params ?? {}) as { id?: unknown };
    return typeof id === "number" ? (traces.promptOf(id) ?? null) : null;
  });
  connection.onRequest(rulesRequest, () => rules.list());
  connection.onRequest(statisticsRequest, () => statistics.read());
  connection.onRequest(resetStatisticsRequest, () => statistics.reset());
  connection.onRequest(strictnessRequest, () => {
    const fingerprint = model();
    return fingerprint === undefined ? [] : adaptation.rows(fingerprint);
  });
  connection.onRequest(resetStrictnessRequest, () => adaptation.reset());
  connection.onExecuteCommand(({ command, arguments: [id, text] = [] }: ExecuteCommandParams) => {
    if (command !== acceptedCommand || typeof id !== "number") return;
    acceptance.accepted(id, typeof text === "string" ? text : undefined);
    verdicts.accepted(id);
  });
  documents.onDidClose(({ document }) => {
    acceptance.closed(document.uri, document.getText());
    verdicts.closed(document.uri, document.getText());
  });

  return {
    rules,
    adaptation,
    completed(one) {
      traces.add(one.trace, one.parts);
      acceptance.completed(one);
      verdicts.completed(one);
    },
    async dispose() {
      acceptance.dispose();
      verdicts.dispose();
      await Promise.all([statistics.flush(), adaptation.flush()]);
    },
  };
}
