import type { Command } from "../../process/tool.ts";
import type { Checker } from "../checker.ts";
import type { LanguageServer } from "../lsp/languageServer.ts";
import type { Place } from "./place.ts";

/** A checker that lies on this machine. */
export type Found =
  | ({ kind: "language-server"; server: LanguageServer; command: Command } & Around)
  | ({ kind: "tsserver"; name: string; command: Command } & Around)
  /** `reason` is a whole sentence. */
  | { kind: "none"; reason: string };

interface Around {
  /** What the checker is put into; absent: nothing. */
  around?(checker: Checker): Checker;
}

/** Where checkers are looked for. */
export interface Surroundings extends Place {
  /** The `lib` folder of the editor's own TypeScript. */
  typescript: string | undefined;
}
