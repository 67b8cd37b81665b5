/** Makes vectors that are the closer the more two texts mean the same. */
export interface Embedder {
  /** Embeds questions, or the texts that may answer them. Never rejects; aborting answers at once. */
  embed(texts: readonly string[], as: "query" | "passage", signal: AbortSignal): Promise<Embedded>;
}

/** Vectors of length 1, one a text; only those of the same `model` can be compared. */
export type Embedded =
  | { kind: "vectors"; model: string; vectors: readonly Float32Array[] }
  | { kind: "cancelled" }
  | { kind: "failed"; failure: string };

/** Reads a question together with each text that may answer it. */
export interface Reranker {
  /** One score a text, the larger the better; undefined where there is none now. Never rejects. */
  rank(
    query: string,
    texts: readonly string[],
    signal: AbortSignal,
  ): Promise<readonly number[] | undefined>;
}
