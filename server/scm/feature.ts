import type { CancellationToken, Connection } from "vscode-languageserver/node";
import type { Files } from "../context/files.ts";
import type { Guard } from "../guard/guard.ts";
import type { Answering } from "../models/answering.ts";
import {
  type BranchNameOutcome,
  type BranchNameParams,
  type CommitMessageOutcome,
  type CommitMessageParams,
  type ConflictOutcome,
  type ConflictParams,
  type ConflictSide,
  type ReviewOutcome,
  type ReviewParams,
  type ScmEvent,
  scmBranchNameRequest,
  scmCommitMessageRequest,
  scmConflictRequest,
  scmEventNotification,
  scmReviewRequest,
} from "../protocol/scm.ts";
import { modelFailed } from "./ask.ts";
import { nameBranch } from "./branch/nameBranch.ts";
import { conflictQuestion } from "./conflict/conflictQuestion.ts";
import { writeMessage } from "./message/writeMessage.ts";
import { review } from "./review/review.ts";

interface ScmOptions {
  connection: Connection;
  guard: Pick<Guard, "mayRead">;
  files: Pick<Files, "read">;
  answering(): Promise<Answering | undefined>;
  pathOf(uri: string): string;
  log(line: string): void;
}

/** Answers the requests of source control on a connection. */
export function registerScm({ connection, log, ...options }: ScmOptions): void {
  const tell = (event: ScmEvent): void =>
    void connection.sendNotification(scmEventNotification, event);

  function eventsOf(request: string) {
    return {
      onFile: (path: string, at: number, of: number) =>
        tell({ request, kind: "file", path, at, of }),
      onText: (text: string) => tell({ request, kind: "text", text }),
    };
  }

  /** A failure of ours reaches the person as an answer, not as a broken request. */
  async function guarded<T>(
    name: string,
    answer: () => Promise<T>,
  ): Promise<T | ReturnType<typeof modelFailed>> {
    try {
      return await answer();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      log(`${name} failed: ${error instanceof Error ? error.stack : reason}`);
      return modelFailed(`Ingle failed: ${reason}`);
    }
  }

  connection.onRequest<CommitMessageOutcome, void>(
    scmCommitMessageRequest,
    (params: unknown, token) => {
      const asked = commitMessageIn(params);
      return guarded("The commit message", () =>
        writeMessage(asked, { ...options, ...eventsOf(asked.request) }, signalOf(token)),
      );
    },
  );
  connection.onRequest<ReviewOutcome, void>(scmReviewRequest, (params: unknown, token) => {
    const asked: ReviewParams = { request: textIn(params, "request"), ...changesIn(params) };
    const { request } = asked;
    const onFinding = (finding: (ScmEvent & { kind: "finding" })["finding"]): void =>
      tell({ request, kind: "finding", finding });
    return guarded("The review", () =>
      review(asked, { ...options, ...eventsOf(request), onFinding }, signalOf(token)),
    );
  });
  connection.onRequest<BranchNameOutcome, void>(scmBranchNameRequest, (params: unknown, token) => {
    const asked = branchNameIn(params);
    return guarded("The branch's name", () =>
      nameBranch(asked, { ...options, ...eventsOf(asked.request) }, signalOf(token)),
    );
  });
  connection.onRequest<ConflictOutcome, void>(scmConflictRequest, (params: unknown) =>
    conflictQuestion(conflictIn(params), options),
  );
}

/** A field of parameters that somebody else has sent. */
function fieldIn(params: unknown, name: string): unknown {
  return (params as Record<string, unknown> | null | undefined)?.[name];
}

function textIn(params: unknown, name: string): string {
  const value = fieldIn(params, name);
  return typeof value === "string" ? value : "";
}

function textsIn(params: unknown, name: string): string[] {
  const value = fieldIn(params, name);
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}

function numberIn(params: unknown, name: string): number {
  const value = fieldIn(params, name);
  return typeof value === "number" && Number.isInteger(value) && value >= 0 ? value : 0;
}

function changesIn(params: unknown): { root: string; diff: string; untracked: string[] } {
  return {
    root: textIn(params, "root"),
    diff: textIn(params, "diff"),
    untracked: textsIn(params, "untracked"),
  };
}

function commitMessageIn(params: unknown): CommitMessageParams {
  return {
    request: textIn(params, "request"),
    ...changesIn(params),
    recent: textsIn(params, "recent"),
    branch: textIn(params, "branch"),
    hint: textIn(params, "hint"),
  };
}

function branchNameIn(params: unknown): BranchNameParams {
  return {
    request: textIn(params, "request"),
    ...changesIn(params),
    branches: textsIn(params, "branches"),
    text: textIn(params, "text"),
  };
}

function conflictIn(params: unknown): ConflictParams {
  const side = (name: "ours" | "theirs"): ConflictSide => {
    const given = fieldIn(params, name);
    return {
      name: textIn(given, "name"),
      text: textIn(given, "text"),
      commits: textsIn(given, "commits"),
    };
  };
  const base = fieldIn(params, "base");
  return {
    uri: textIn(params, "uri"),
    firstLine: numberIn(params, "firstLine"),
    lastLine: numberIn(params, "lastLine"),
    ours: side("ours"),
    theirs: side("theirs"),
    ...(typeof base === "string" ? { base } : {}),
  };
}

function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  token.onCancellationRequested(() => controller.abort());
  return controller.signal;
}
