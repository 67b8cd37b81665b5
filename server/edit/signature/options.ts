import type { Checks } from "../../check/checks.ts";
import type { Editor } from "../../editor.ts";
import type { Answering } from "../../models/answering.ts";
import type { EditEvent } from "../../protocol/edit.ts";
import type { ChangeSignatureParams, RefactorRefusal } from "../../protocol/refactor.ts";
import type { Signature } from "../../syntax/signature.ts";
import type { OpenedText, PlaceOptions } from "../place.ts";

/** What a change of signature needs from the server around it. */
export interface SignatureOptions extends PlaceOptions {
  checks: Checks;
  editor: Pick<Editor, "references">;
  /** Undefined where no model can answer. */
  answering(): Promise<Answering | undefined>;
  folderOf(path: string): string | undefined;
  pathOf(uri: string): string;
}

/** How a request is cancelled, and how far it is told. */
export interface SignatureHow {
  signal: AbortSignal;
  tell(event: EditEvent): void;
}

/** A function whose signature is to change. */
export interface Task {
  signature: Signature;
  opened: OpenedText;
  params: ChangeSignatureParams;
  options: SignatureOptions;
  how: SignatureHow;
}

/** Says in sentences why something is not done. */
export function refused(reason: string, remedy?: string): RefactorRefusal {
  return { kind: "refused", reason, ...(remedy === undefined ? {} : { remedy }) };
}
