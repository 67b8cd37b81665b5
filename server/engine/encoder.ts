/** A model that reads and writes nothing: of texts it makes vectors, or says how well they answer. */
export interface Encoder {
  /**
   * Encodes texts, in their order; what is longer than the model's context is cut at its end. Never
   * rejects. Aborting answers at once; the evaluation stops after the text in hand.
   */
  encode(request: EncodeRequest, signal: AbortSignal): Promise<Encoding>;
}

/** What is wanted of the texts: a vector of each, or how well each answers a query. */
export type EncodeRequest =
  | { kind: "embed"; texts: readonly string[] }
  | { kind: "rank"; query: string; texts: readonly string[] };

/** One vector or one score a text. A score is larger for a better answer, on a scale of the model's own. */
export type Encoding =
  | { kind: "vectors"; vectors: readonly Float32Array[] }
  | { kind: "scores"; scores: readonly number[] }
  | { kind: "cancelled" }
  | { kind: "failed"; failure: string };
