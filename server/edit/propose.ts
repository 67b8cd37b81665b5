import type { Checks } from "../check/checks.ts";
import { projectRules } from "../context/projectRules.ts";
import type { Answering } from "../models/answering.ts";
import type { ChatModelState } from "../protocol/chat.ts";
import type {
  EditEvent,
  EditOutcome,
  EditParams,
  EditRegion,
  Proposal,
  ProposedFile,
} from "../protocol/edit.ts";
import { type AskedOptions, findAsked } from "./asked.ts";
import { digestOf } from "./digest.ts";
import { createDrawing } from "./drawing.ts";
import { proposedHunks } from "./hunks.ts";
import { linesOf } from "./lines.ts";
import { createRemembered } from "./remembered.ts";
import { createRewriting, type Rewritten } from "./rewrite.ts";
import { findTarget, shadowOf, type Target, withRegion } from "./target.ts";
import { isWorse, type Verified, verify } from "./verify.ts";

/** What proposing needs from the server around it. */
export interface ProposeOptions extends AskedOptions {
  checks: Checks;
  /** Undefined where no model can answer. */
  answering(): Promise<Answering | undefined>;
  /** Says why none can. */
  model(): ChatModelState;
  folders(): readonly string[];
}

/** Proposes edits; what it proposes was tried in a shadow of the workspace. */
export interface Proposals {
  /** Never rejects. Aborting stops the model and the checkers. */
  propose(params: EditParams, how: ProposeHow): Promise<EditOutcome>;
  /** The lines that such an edit would be about; asks no model. */
  region(params: EditParams, signal: AbortSignal): Promise<EditRegion | undefined>;
}

interface ProposeHow {
  signal: AbortSignal;
  tell(event: EditEvent): void;
}

type Refused = EditOutcome & { kind: "refused" };

/** An answer, and what came out where it was tried. */
interface Attempt {
  rewritten: Rewritten;
  verified?: Verified;
}

/** Milliseconds that a formatter has. */
const formatBudgetMs = 5_000;

/** Creates what proposes edits in one workspace. */
export function createProposals(options: ProposeOptions): Proposals {
  const { syntax, checks } = options;
  const remembered = createRemembered();

  async function contextOf(): Promise<string[]> {
    const rules = await projectRules(options.folders(), options.files);
    return rules.map(({ text }) => text);
  }

  /** A target whose region says what an earlier proposal made of it, and what that was asked. */
  function followed(target: Target, after: string | undefined) {
    const earlier = after === undefined ? undefined : remembered.get(after);
    if (!earlier || earlier.uri !== target.uri || earlier.before !== target.region.text)
      return { target, past: [] };
    const region = { ...target.region, text: earlier.after };
    return { target: { ...target, region }, past: earlier.instructions };
  }

  async function tried(
    rewritten: Rewritten,
    target: Target,
    { params, signal, tell }: ProposeHow & { params: EditParams },
  ): Promise<Attempt> {
    if (rewritten.kind !== "text") return { rewritten };
    if (params.checks === "none") return { rewritten, verified: unverified };
    tell({ edit: params.edit, kind: "stage", stage: "checking" });
    const shadow = shadowOf(target, withRegion(target, rewritten.text));
    return { rewritten, verified: await verify([shadow], { syntax, checks, signal }) };
  }

  async function formatted(
    target: Target,
    after: string,
    signal: AbortSignal,
  ): Promise<{ after: string; formatter?: string }> {
    const shadow = shadowOf(target, after);
    const outcome = await checks.format(shadow, { budgetMs: formatBudgetMs, signal });
    return outcome.kind === "formatted"
      ? { after: linesOf(outcome.text).text, formatter: outcome.by }
      : { after };
  }

  async function propose(params: EditParams, how: ProposeHow): Promise<EditOutcome> {
    const { edit } = params;
    const { signal } = how;
    const model = await options.answering();
    if (!model) return noModel(options.model());
    const asked = await findAsked(params, options, signal);
    if ("kind" in asked) return asked;
    const { target: found, wanted, answerTokens } = asked;
    const { target, past } = followed(found, params.after);
    checks.warm(target);

    how.tell({ edit, kind: "stage", stage: "reading" });
    // What goes to another file is not drawn over the code that was asked about.
    const tellHere = (event: EditEvent): void => {
      if (event.kind === "stage" || target.uri === params.textDocument.uri) how.tell(event);
    };
    const rewriting = createRewriting(
      {
        ...{ languageId: target.languageId, path: options.pathOf(target.uri) },
        ...{ region: target.region, instruction: wanted.instruction, past },
        ...{ outline: target.outline, answerTokens, context: await contextOf() },
      },
      { model, signal, onText: createDrawing(target, edit, tellHere) },
    );
    const first = await tried(await rewriting.first(), target, { params, ...how });
    const problems = params.checks === "none" ? [] : problemsOf(first, target);
    let best = first;
    if (problems.length > 0 && !signal.aborted) {
      how.tell({ edit, kind: "stage", stage: "repairing" });
      const second = await tried(await rewriting.again(problems), target, { params, ...how });
      if (isBetter(second, first)) best = second;
    }
    if (signal.aborted) return { kind: "cancelled" };
    const { rewritten, verified } = best;
    if (rewritten.kind !== "text") return refusalOf(rewritten);

    const fine = verified !== undefined && !isWorse(verified) && params.checks !== "none";
    const whole = withRegion(target, rewritten.text);
    const { after, formatter } = fine ? await formatted(target, whole, signal) : { after: whole };
    const hunks = proposedHunks(found.lines, after);
    if (hunks.length === 0)
      return { kind: "refused", reason: "The model would change nothing here." };
    remembered.set(edit, {
      ...{ uri: target.uri, instructions: [...past, wanted.instruction] },
      ...{ before: found.region.text, after: rewritten.text },
    });
    const proposal: Proposal = {
      ...{ edit, title: wanted.title },
      files: [
        {
          ...{ uri: target.uri, version: target.version, hunks },
          ...stampOf(target),
        },
      ],
      checks: {
        ...(verified ?? unverified),
        ...(formatter === undefined ? {} : { formatter }),
        repaired: best !== first,
      },
    };
    return { kind: "proposal", proposal };
  }

  async function region(params: EditParams, signal: AbortSignal): Promise<EditRegion | undefined> {
    const found = await findTarget(params, options, signal);
    if ("kind" in found) return undefined;
    const { firstLine, endLine } = found.region;
    return { firstLine, endLine };
  }

  return { propose, region };
}

/** By what a client knows the text of a file that is not open. */
function stampOf({ version, isNew, lines }: Target): Pick<ProposedFile, "isNew" | "digest"> {
  if (isNew) return { isNew: true };
  return version === null ? { digest: digestOf(lines.text) } : {};
}

const unverified: Verified = {
  syntax: "unknown",
  checker: { kind: "unchecked", reason: "Nobody asked for a check." },
  faults: [],
};

/** What the model is told to do better, the gravest first; empty where all is well, or nothing helps. */
function problemsOf({ rewritten, verified }: Attempt, target: Target): string[] {
  if (rewritten.kind === "unusable") return rewritten.why === "unchanged" ? [] : [rewritten.hint];
  if (rewritten.kind !== "text" || !verified) return [];
  const lines = withRegion(target, rewritten.text).split("\n");
  return verified.faults
    .filter(({ severity }) => severity === "error")
    .slice(0, mostProblems)
    .map(({ range: { start }, message }) => `\`${lines[start.line]?.trim() ?? ""}\`: ${message}`);
}

/** A model that is told of more loses sight of what was asked. */
const mostProblems = 6;

function isBetter(second: Attempt, first: Attempt): boolean {
  if (second.rewritten.kind !== "text") return false;
  return first.rewritten.kind !== "text" || errorsOf(second) < errorsOf(first);
}

function errorsOf({ verified }: Attempt): number {
  const errors = verified?.faults.filter(({ severity }) => severity === "error").length ?? 0;
  return verified?.syntax === "broken" ? errors + brokenCounts : errors;
}

/** What does not parse is worse than anything that a checker finds. */
const brokenCounts = 1_000;

function refusalOf(rewritten: Exclude<Rewritten, { kind: "text" }>): EditOutcome {
  switch (rewritten.kind) {
    case "cancelled":
      return rewritten;
    case "failed":
      return { ...rewritten, kind: "refused" };
    case "unusable":
      return { kind: "refused", reason: rewritten.reason, answer: rewritten.answer };
  }
}

function noModel(state: ChatModelState): Refused {
  switch (state.kind) {
    case "checking":
    case "asleep":
    case "loading":
      return {
        kind: "refused",
        reason: "The chat model is being looked at.",
        remedy: "Ask again.",
      };
    case "failed":
      return { kind: "refused", reason: state.reason, remedy: state.remedy };
    default:
      return {
        kind: "refused",
        reason: "The model in use cannot follow instructions.",
        remedy: "Choose a chat model.",
      };
  }
}
