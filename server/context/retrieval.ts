import type { ContextSource } from "./source.ts";

/**
 * An index of the workspace as a context source: it answers with the chunks that help most at the
 * cursor, and has the same duties as every source. There is none yet; `createContext` takes one
 * among its sources.
 */
export type Retrieval = ContextSource & { readonly name: "retrieval" };
