import type { CancellationToken, Connection } from "vscode-languageserver/node";
import { type EditEvent, editEventNotification } from "../protocol/edit.ts";
import {
  editChangeSignatureRequest,
  editMovableRequest,
  editMoveRequest,
  editNamesNotification,
  editNamesRequest,
  editSignatureRequest,
  type RefactorParams,
  type RefactorRefusal,
} from "../protocol/refactor.ts";
import { signalOf, textIn } from "../requests.ts";
import { findMovable, type MoveOptions, proposeMove } from "./move/move.ts";
import { type NamingOptions, suggestNames } from "./rename/naming.ts";
import { proposeSignature } from "./signature/change.ts";
import { findSignature } from "./signature/find.ts";
import type { SignatureOptions } from "./signature/options.ts";

interface RefactorOptions extends NamingOptions, MoveOptions, SignatureOptions {
  connection: Connection;
  log(line: string): void;
}

/** Answers the requests for what changes several files, on a connection. */
export function registerRefactors({ connection, log, ...options }: RefactorOptions): void {
  /** A request that is about a place: what has no place, or fails, is refused in words. */
  function answer(
    method: string,
    work: (params: RefactorParams, given: object, signal: AbortSignal) => Promise<object>,
  ): void {
    connection.onRequest<object, void>(method, async (given: unknown, token: CancellationToken) => {
      const params = placeIn(given);
      if (!params) return refused("The request does not say what it is about.");
      try {
        return await work(params, given as object, signalOf(token));
      } catch (error) {
        const what = error instanceof Error ? error.stack : String(error);
        log(`${method} ${params.edit} failed: ${what}`);
        return refused("Something went wrong in Ingle; its log says what.");
      }
    });
  }

  const tellOf = (signal: AbortSignal) => (event: EditEvent) => {
    if (!signal.aborted) void connection.sendNotification(editEventNotification, event);
  };

  answer(editMovableRequest, (params, _, signal) => findMovable(params, options, signal));
  answer(editMoveRequest, (params, given, signal) => {
    const move = { ...params, target: textIn(given, "target") };
    return proposeMove(move, options, { signal, tell: tellOf(signal) });
  });
  answer(editSignatureRequest, (params, _, signal) => findSignature(params, options, signal));
  answer(editChangeSignatureRequest, (params, given, signal) => {
    const [signature, instruction] = [textIn(given, "signature"), textIn(given, "instruction")];
    const change = {
      ...params,
      ...(signature === "" ? {} : { signature }),
      ...(instruction === "" ? {} : { instruction }),
    };
    return proposeSignature(change, options, { signal, tell: tellOf(signal) });
  });
  answer(editNamesRequest, (params, _, signal) =>
    suggestNames(params, options, {
      signal,
      tell(names) {
        if (signal.aborted) return;
        void connection.sendNotification(editNamesNotification, { edit: params.edit, names });
      },
    }),
  );
}

function refused(reason: string): RefactorRefusal {
  return { kind: "refused", reason };
}

function placeIn(given: unknown): RefactorParams | undefined {
  const params = (given ?? {}) as Partial<RefactorParams>;
  const uri = textIn(params.textDocument, "uri");
  const { line, character } = params.position ?? {};
  if (uri === "" || !isIndex(line) || !isIndex(character)) return undefined;
  return {
    edit: textIn(params, "edit"),
    textDocument: { uri, version: Number(params.textDocument?.version ?? 0) },
    position: { line, character },
  };
}

function isIndex(given: unknown): given is number {
  return Number.isInteger(given) && Number(given) >= 0;
}
