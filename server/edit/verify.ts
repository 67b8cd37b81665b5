import type { CheckOutcome, Checks, Fault, ShadowFile } from "../check/checks.ts";
import type { CheckerOutcome, ProposalChecks, ProposalFault } from "../protocol/edit.ts";
import type { Syntax } from "../syntax/syntax.ts";
import { type SyntaxProblem, shadowProblems } from "./shadowSyntax.ts";

/** What was looked at in a shadow of the workspace, and what is worse there. */
export type Verified = Pick<ProposalChecks, "syntax" | "checker" | "faults">;

/** Milliseconds that a checker has. A person sees that it is being checked, and may stop it. */
const checkBudgetMs = 15_000;

/** Tries files in a shadow: first whether they parse no worse, then whether a checker finds nothing worse. */
export async function verify(
  files: readonly ShadowFile[],
  { syntax, checks, signal }: { syntax: Syntax; checks: Checks; signal: AbortSignal },
): Promise<Verified> {
  const looked = await Promise.all(files.map((file) => syntaxOf(file, syntax, signal)));
  const broken = looked.flatMap(({ worse }) => worse);
  // What does not parse would only drown in what a checker says of it.
  if (broken.length > 0) {
    const reason = "It was not checked further, because it does not parse.";
    return { syntax: "broken", checker: { kind: "unchecked", reason }, faults: broken };
  }
  const checked = await checks.compare(files, { budgetMs: checkBudgetMs, signal });
  return {
    syntax: looked.some(({ known }) => known) ? "kept" : "unknown",
    checker: outcomeOf(checked),
    faults: checked.kind === "checked" ? checked.worse.map(faultOf) : [],
  };
}

/** Whether something is worse than before. */
export function isWorse({ faults }: Pick<Verified, "faults">): boolean {
  return faults.some(({ severity }) => severity === "error");
}

async function syntaxOf(
  { uri, languageId, before, after }: ShadowFile,
  syntax: Syntax,
  signal: AbortSignal,
): Promise<{ known: boolean; worse: ProposalFault[] }> {
  if (after === undefined) return { known: true, worse: [] };
  const now = await shadowProblems(syntax, { languageId, text: after }, signal);
  if (!now) return { known: false, worse: [] };
  if (now.length === 0) return { known: true, worse: [] };
  const then =
    before === undefined ? [] : await shadowProblems(syntax, { languageId, text: before }, signal);
  if (!then) return { known: false, worse: [] };
  if (now.length <= then.length) return { known: true, worse: [] };
  return { known: true, worse: newOnes(now, then, before ?? "", after).map(syntaxFault(uri)) };
}

/** The problems on lines that were not wrong before; all of them where that tells nothing. */
function newOnes(
  now: readonly SyntaxProblem[],
  then: readonly SyntaxProblem[],
  before: string,
  after: string,
): readonly SyntaxProblem[] {
  const lineOf = (text: string) => {
    const lines = text.split("\n");
    return ({ range }: SyntaxProblem): string => (lines[range.start.line] ?? "").trim();
  };
  const known = new Set(then.map(lineOf(before)));
  const lineNow = lineOf(after);
  const found = now.filter((problem) => !known.has(lineNow(problem)));
  return found.length > 0 ? found : now;
}

const syntaxFault =
  (uri: string) =>
  ({ range, message }: SyntaxProblem): ProposalFault => ({
    uri,
    range,
    message,
    severity: "error",
  });

function faultOf({ uri, range, severity, message, code }: Fault): ProposalFault {
  return { uri, range, severity, message, ...(code === undefined ? {} : { code }) };
}

function outcomeOf(outcome: CheckOutcome): CheckerOutcome {
  if (outcome.kind === "unchecked") return outcome;
  const { by, note } = outcome;
  return { kind: "checked", by, ...(note === undefined ? {} : { note }) };
}
