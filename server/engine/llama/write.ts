import type { Llama, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type { GenerateRequest, GenerationEnd, GenerationEvent } from "../engine.ts";
import type { Healing } from "../heal.ts";
import type { Drafting } from "./drafting.ts";
import { createDraftText } from "./draftText.ts";
import { beginsWith } from "./heal.ts";
import { createPieceDecoder } from "./pieces.ts";
import type { Turn } from "./turns.ts";
import { verify, type Written } from "./verify.ts";

/** What is wanted of the text. */
export interface WriteRequest
  extends Pick<GenerateRequest, "maxTokens" | "temperature" | "confidence" | "draft"> {
  /** Control tokens are text like others, and only those that end a text end it. */
  controlsShown?: boolean;
}

/** What writing needs from the process around it. */
export interface Writing {
  llama: Llama;
  model: LlamaModel;
  /** Holds the prompt but for its last token. */
  sequence: LlamaContextSequence;
  turn: Turn;
  drafting: Drafting;
  onEvent(event: GenerationEvent): void;
}

/**
 * Writes behind a prompt token by token, or by as much of the request's draft at once as is worth it.
 * The signal is looked at before each of either.
 */
export async function write(
  { token: last, before }: { token: Token; before: readonly Token[] },
  { request, healing }: { request: WriteRequest; healing?: Healing | undefined },
  { llama, model, sequence, turn, drafting, onEvent }: Writing,
  signal: AbortSignal,
): Promise<GenerationEnd> {
  const confidence = request.confidence === true;
  const controlsShown = request.controlsShown === true;
  const decode = createPieceDecoder(model, before, { controlsShown });
  let unhealed = healing?.word ?? "";
  let draft = createDraftText(isDrafted(request, sequence) ? unhealed + request.draft : "");
  let after = last;
  let stream: Stream | undefined;

  /** Says what was written; false where it ends the text, as a control token does whatever it means. */
  function say({ token, confidence: sure }: Written): boolean {
    if (model.isEogToken(token) || (!controlsShown && model.isSpecialToken(token))) return false;
    const written = decode(token);
    const text = written.slice(unhealed.length);
    unhealed = unhealed.slice(written.length);
    onEvent({ kind: "piece", text, ...(sure !== undefined && { confidence: sure }) });
    after = token;
    draft.wrote(written);
    return true;
  }

  /** Tokens that are worth being offered now; a half-typed word is the grammar's to heal. */
  function offer(left: number): Token[] {
    if (unhealed !== "" || draft.left === "") return [];
    const most = Math.min(left, drafting.worth(draft.agreed));
    if (most <= 0) return [];
    return model.tokenize(draft.left, false, "trimLeadingSpace").slice(0, most);
  }

  /** The next tokens, of which the last is the model's own; undefined where its text has ended. */
  async function next(offered: readonly Token[]): Promise<Written[] | undefined> {
    const began = performance.now();
    if (offered.length > 0) {
      await stream?.return();
      stream = undefined;
      const written = await verify(sequence, { after, offered, confidence });
      const read = { offered: offered.length, taken: Math.max(0, written.length - 1) };
      drafting.evaluated(draft.agreed, { ...read, milliseconds: performance.now() - began });
      onEvent({ kind: "draft", ...read });
      return written.length === 0 ? undefined : written;
    }
    stream ??= await begin();
    const step = await stream.next();
    if (step.done) {
      // It ends where the draft goes on.
      if (draft.left !== "" && unhealed === "") drafting.compared(draft.agreed, false);
      return undefined;
    }
    drafting.generated(performance.now() - began);
    return [step.value];
  }

  async function begin(): Promise<Stream> {
    const grammar = unhealed === "" ? undefined : await beginsWith(unhealed, { llama, model });
    return sequence.evaluateWithMetadata([after], confidence ? { confidence } : {}, {
      temperature: request.temperature ?? 0,
      ...(grammar ? { grammarEvaluationState: grammar } : {}),
    });
  }

  try {
    for (let generated = 0; generated < request.maxTokens; ) {
      const offered = offer(request.maxTokens - generated - 1);
      const written = await turn.take(async () => (signal.aborted ? "aborted" : next(offered)));
      if (written === "aborted") return { stopReason: "cancelled" };
      if (!written) return { stopReason: "end-of-text" };
      const healing = unhealed !== "";
      const { agreed, left } = draft;
      for (const each of written) if (!say(each)) return { stopReason: "end-of-text" };
      generated += written.length;
      if (left !== "" && offered.length === 0 && !healing)
        drafting.compared(agreed, draft.agreed > agreed);
      // From here on the model writes freely, and means what it agrees on.
      if (healing && unhealed === "") {
        await stream?.return();
        stream = undefined;
        draft = createDraftText(draft.left);
      }
    }
    return { stopReason: "length" };
  } finally {
    await stream?.return();
  }
}

type Stream = AsyncGenerator<Written, void, void>;

/** Whether there is a draft that can be judged: by a greedy choice, in a cache whose end can be erased. */
function isDrafted(
  { draft = "", temperature = 0 }: WriteRequest,
  sequence: LlamaContextSequence,
): boolean {
  return draft !== "" && temperature === 0 && !sequence.needsCheckpoints;
}
