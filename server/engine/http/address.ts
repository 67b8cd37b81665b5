import type { Guard } from "../../guard/guard.ts";

/** Where a server is, or why nobody may connect there, in sentences. */
export type ServerAddress =
  | { kind: "address"; url: URL }
  | { kind: "problem"; reason: string; remedy: string };

/**
 * Reads the address of a server on this machine. A path stays as a prefix, for servers behind one;
 * `/v1` and a slash at its end are dropped, because every request names its own path.
 */
export function readAddress(text: string, mayConnect: Guard["mayConnect"]): ServerAddress {
  const remedy = "Set an address on this machine, for example http://127.0.0.1:8080.";
  if (!URL.canParse(text))
    return { kind: "problem", reason: `The server's address "${text}" is no URL.`, remedy };
  const url = new URL(text);
  if (url.protocol !== "http:")
    return {
      kind: "problem",
      reason: `The server's address ${text} does not begin with http://.`,
      remedy,
    };
  const verdict = mayConnect(url);
  if (!verdict.allowed)
    return {
      kind: "problem",
      reason: `Ingle does not connect to ${url.host}: ${verdict.reason}`,
      remedy,
    };
  const path = url.pathname.replace(/\/+$/, "").replace(/\/v1$/, "");
  return { kind: "address", url: new URL(`${url.origin}${path}/`) };
}
