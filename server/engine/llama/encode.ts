import type { LlamaEmbeddingContext, LlamaModel, LlamaRankingContext, Token } from "node-llama-cpp";
import type { EncodeRequest, Encoding } from "../encoder.ts";
import type { Purpose } from "../messages.ts";

/** Encodes texts one after the other; looks at the signal before each. */
export interface TextEncoder {
  /** Calls `onText` after each text: a sign of life. */
  encode(request: EncodeRequest, signal: AbortSignal, onText: () => void): Promise<Encoding>;
}

/** Creates the context in which a model reads texts for a purpose; rejects where it cannot serve it. */
export async function createTextEncoder(
  model: LlamaModel,
  {
    purpose,
    contextSize,
    threads,
  }: { purpose: Exclude<Purpose, "generation" | "chat">; contextSize: number; threads: number },
): Promise<TextEncoder> {
  // A text is read in one batch: a bidirectional model cannot do it in parts.
  const size = { contextSize, batchSize: contextSize, threads };
  if (purpose === "embedding") return embedding(model, await model.createEmbeddingContext(size));
  return ranking(model, await model.createRankingContext(size));

  function embedding(of: LlamaModel, context: LlamaEmbeddingContext): TextEncoder {
    return {
      async encode(request, signal, onText) {
        if (request.kind !== "embed") return wrongPurpose("makes vectors");
        const vectors: Float32Array[] = [];
        for (const text of request.texts) {
          if (signal.aborted) return { kind: "cancelled" };
          // Two more tokens may be put around it.
          const tokens = fitting(of, text, contextSize - 3);
          vectors.push(Float32Array.from((await context.getEmbeddingFor(tokens)).vector));
          onText();
        }
        return { kind: "vectors", vectors };
      },
    };
  }

  function ranking(of: LlamaModel, context: LlamaRankingContext): TextEncoder {
    // What the model's template puts around a query and a text; both are at least a token here.
    const room = Math.max(2, contextSize - context.calculateInputLength("a", "a") - 1);
    return {
      async encode(request, signal, onText) {
        if (request.kind !== "rank") return wrongPurpose("ranks texts");
        const query = fitting(of, request.query, Math.floor(room / 2));
        const scores: number[] = [];
        for (const text of request.texts) {
          if (signal.aborted) return { kind: "cancelled" };
          scores.push(await context.rank(query, fitting(of, text, room - query.length)));
          onText();
        }
        return { kind: "scores", scores };
      },
    };
  }
}

function wrongPurpose(does: string): Encoding {
  return { kind: "failed", failure: `the model ${does}, and can do nothing else` };
}

/** The beginning of a text, in tokens; what looks like a control token in it is text. */
function fitting(model: LlamaModel, text: string, most: number): Token[] {
  return model.tokenize(text, false, "trimLeadingSpace").slice(0, most);
}
