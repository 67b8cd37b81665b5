import type { Llama, LlamaContextSequence, LlamaModel, Token } from "node-llama-cpp";
import type { GenerateRequest, GenerationEnd, GenerationEvent } from "../engine.ts";
import type { Healing } from "../heal.ts";
import type { Drafting } from "./drafting.ts";
import type { DraftSource } from "./draftSource.ts";
import type { GrammarState } from "./grammar.ts";
import { beginsWith } from "./heal.ts";
import { createPieceDecoder } from "./pieces.ts";
import type { Turn } from "./turns.ts";
import { verify, type Written } from "./verify.ts";

/** What is wanted of the text. */
export interface WriteRequest
  extends Pick<GenerateRequest, "maxTokens" | "temperature" | "confidence"> {
  /** Control tokens are text like others, and only those that end a text end it. */
  controlsShown?: boolean;
  /** Nothing is written but what goes on by it. */
  grammar?: GrammarState | undefined;
  draft?: DraftSource | undefined;
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
  const { grammar } = request;
  const decode = createPieceDecoder(model, before, { controlsShown });
  const draft = isDrafted(request, sequence) ? request.draft : undefined;
  let unhealed = healing?.word ?? "";
  const healed = unhealed === "" ? undefined : await beginsWith(unhealed, { llama, model });
  /** What agrees while a word is healed is no choice of the model's. */
  let unmeant = 0;
  let after = last;
  let stream: Stream | undefined;

  const agreed = (): number => (draft?.agreed ?? 0) - unmeant;
  const expects = (): boolean => unhealed === "" && draft?.goesOn === true;

  /** Whether a token ends the text, as a control token does whatever it means. */
  function ends({ token }: Written): boolean {
    return model.isEogToken(token) || (!controlsShown && model.isSpecialToken(token));
  }

  /** Says what was written, and whether the draft has it so. */
  function say({ token, confidence: sure }: Written): boolean {
    const written = decode(token);
    const text = written.slice(unhealed.length);
    const isSame = draft?.wrote(token, written) === true;
    if (unhealed !== "") unmeant = draft?.agreed ?? 0;
    unhealed = unhealed.slice(written.length);
    onEvent({ kind: "piece", text, ...(sure !== undefined && { confidence: sure }) });
    after = token;
    return isSame;
  }

  /** Tokens that are worth being offered now; a half-typed word is the grammar's to heal. */
  function offer(left: number): Token[] {
    const most = expects() ? Math.min(left, drafting.worth(agreed())) : 0;
    if (most <= 0) return [];
    const offered = draft?.offer(most) ?? [];
    return grammar ? grammar.fitting(offered) : offered;
  }

  /** The next tokens, of which the last is the model's own; none where its text has ended. */
  async function next(offered: readonly Token[]): Promise<Written[]> {
    const written = offered.length > 0 ? await verified(offered) : [];
    return written.length > 0 ? written : generated();
  }

  async function verified(offered: readonly Token[]): Promise<Written[]> {
    const began = performance.now();
    await stream?.return();
    stream = undefined;
    const written = await verify(sequence, { after, offered, confidence, grammar });
    const read = { offered: offered.length, taken: Math.max(0, written.length - 1) };
    drafting.evaluated(agreed(), { ...read, milliseconds: performance.now() - began });
    onEvent({ kind: "draft", ...read });
    return written;
  }

  async function generated(): Promise<Written[]> {
    const began = performance.now();
    stream ??= sequence.evaluateWithMetadata([after], confidence ? { confidence } : {}, {
      temperature: request.temperature ?? 0,
      grammarEvaluationState: () => (unhealed === "" ? grammar?.sampling : healed),
    });
    const step = await stream.next();
    if (step.done) return [];
    drafting.generated(performance.now() - began);
    return [step.value];
  }

  try {
    for (let count = 0; count < request.maxTokens; ) {
      const offered = offer(request.maxTokens - count - 1);
      const written = await turn.take(async () => (signal.aborted ? "aborted" : next(offered)));
      if (written === "aborted") return { stopReason: "cancelled" };
      const compared = offered.length === 0 && expects() ? { agreed: agreed() } : undefined;
      let isSame = false;
      for (const each of written) {
        if (ends(each)) return { stopReason: "end-of-text" };
        isSame = say(each);
      }
      if (compared) drafting.compared(compared.agreed, isSame);
      if (written.length === 0) return { stopReason: "end-of-text" };
      count += written.length;
    }
    return { stopReason: "length" };
  } finally {
    await stream?.return();
  }
}

type Stream = AsyncGenerator<Written, void, void>;

/** Whether a draft can be judged: by a greedy choice, in a cache whose end can be erased. */
function isDrafted({ temperature = 0 }: WriteRequest, sequence: LlamaContextSequence): boolean {
  return temperature === 0 && !sequence.needsCheckpoints;
}
