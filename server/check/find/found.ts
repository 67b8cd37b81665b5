import type { Command } from "../../process/tool.ts";
import type { LanguageServer } from "../lsp/languageServer.ts";
import type { Place } from "./place.ts";

/** A checker that lies on this machine. */
export type Found =
  | { kind: "language-server"; server: LanguageServer; command: Command }
  | { kind: "tsserver"; name: string; command: Command }
  /** `reason` is a whole sentence. */
  | { kind: "none"; reason: string };

/** Where checkers are looked for. */
export interface Surroundings extends Place {
  /** The `lib` folder of the editor's own TypeScript. */
  typescript: string | undefined;
}
