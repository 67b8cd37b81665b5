/**
 * What may be wrong with a server:
 * - `loading`: it reads its model; ask again soon
 * - `away`: nothing answers, or the answer stopped; ask again later
 * - `strange`: something answers that is not such a server; ask again later
 * - `refused`: it is well, and will not answer this one request
 * - `forbidden`: Ingle may not connect to it at all
 */
export type TroubleKind = "loading" | "away" | "strange" | "refused" | "forbidden";

/** Ends a conversation with a server; `message` is sentences for a person, the remedy in them. */
export class ServerTrouble extends Error {
  readonly kind: TroubleKind;

  constructor(kind: TroubleKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

/** Nothing can be reached at this address; `cause` is what the system said. */
export function unreachable(url: string, cause: unknown): ServerTrouble {
  if (cause instanceof ServerTrouble) return cause;
  const code = (cause as NodeJS.ErrnoException | undefined)?.code ?? "";
  const clause = codes[code] ?? (code === "" ? String(cause) : code);
  return new ServerTrouble(
    "away",
    `The server at ${url} does not answer: ${clause}. Start it, or correct its address in the settings.`,
  );
}

/** The server stopped in the middle of an answer. */
export function brokenOff(url: string): ServerTrouble {
  return new ServerTrouble(
    "away",
    `The server at ${url} stopped in the middle of an answer. Look into its log.`,
  );
}

/** The server has said nothing for so long. */
export function tooSlow(url: string, ms: number): ServerTrouble {
  const seconds = Math.round(ms / 100) / 10;
  return new ServerTrouble(
    "away",
    `The server at ${url} has said nothing for ${seconds} s. It may be busy or too slow for its model: choose a smaller model, or restart it.`,
  );
}

/** What answers is no server of the kind that was asked for; `what` is a clause: "it sent …". */
export function strange(url: string, what: string): ServerTrouble {
  return new ServerTrouble(
    "strange",
    `What answers at ${url} is not the expected server: ${what}. Correct its address or its API in the settings.`,
  );
}

const codes: Record<string, string> = {
  ECONNREFUSED: "nothing listens there",
  ECONNRESET: "the connection was closed",
  ENOTFOUND: "the name is unknown",
  EAI_AGAIN: "the name could not be looked up",
  ETIMEDOUT: "the connection took too long",
  EPIPE: "the connection was closed",
};
