import { randomNumbers } from "../random.ts";
import { documentOf, type EditCase } from "./case.ts";
import { dresses } from "./dresses.ts";
import { faultyAnswers } from "./faultyAnswers.ts";
import { type FoundBy, mutations } from "./mutations.ts";
import type { Came, Pipeline } from "./pipeline.ts";

/** An answer that a model may have given: a good edit in some dress, or one with a fault. */
interface Scripted {
  kind: "good" | "fault";
  name: string;
  /** Of a fault. */
  group?: FaultGroup;
  answer: string;
  cutOff?: boolean;
}

/** Where a fault lies: in the answer's form, or in its code, by what can find it. */
export type FaultGroup = "answer" | FoundBy;

/** What became of an answer. */
export interface Row {
  of: EditCase;
  scripted: Scripted;
  came: Came;
  verdict: Verdict;
}

/**
 * `as wanted`: proposed without a fault, to the last character what it should be. Of other proposals: who
 * has found a fault, or that nobody has.
 */
export type Verdict = "as wanted" | "other text" | "refused" | "does not parse" | "checker";

interface ScriptedOptions {
  pipeline: Pipeline;
  /** So many dresses and faults of each case, in turn; undefined: all. */
  each: { dresses: number | undefined; faults: number | undefined };
  seed: number;
  said(done: number, all: number): void;
}

/** Sends reference answers in every dress, and answers with faults, through the pipeline. */
export async function runScripted(
  cases: readonly EditCase[],
  { pipeline, each, seed, said }: ScriptedOptions,
): Promise<Row[]> {
  const rows: Row[] = [];
  let turn = { dresses: 0, faults: 0 };
  for (const [at, one] of cases.entries()) {
    const random = randomNumbers(seed + at);
    const good = goodAnswers(one);
    const faulty = faultyAnswersOf(one, random);
    const some = [
      ...inTurn(good, each.dresses, turn.dresses),
      ...inTurn(faulty, each.faults, turn.faults),
    ];
    turn = {
      dresses: turn.dresses + (each.dresses ?? 0),
      faults: turn.faults + (each.faults ?? 0),
    };
    await pipeline.open(one);
    for (const scripted of some) {
      const { answer, cutOff = false } = scripted;
      const came = await pipeline.propose(one, async ({ round }) =>
        round === 0 ? { answer, cutOff } : { answer: "" },
      );
      rows.push({ of: one, scripted, came, verdict: verdictOn(came, one) });
    }
    said(at + 1, cases.length);
  }
  return rows;
}

function goodAnswers(one: EditCase): Scripted[] {
  return dresses.flatMap(({ name, put }) => {
    const answer = put(one.wanted, one);
    return answer === undefined ? [] : [{ kind: "good", name, answer }];
  });
}

function faultyAnswersOf(one: EditCase, random: () => number): Scripted[] {
  const { languageId, wanted } = one;
  const inForm = faultyAnswers.flatMap(({ name, put, cutOff = false }): Scripted[] => {
    const answer = put(one);
    return answer === undefined ? [] : [{ kind: "fault", group: "answer", name, answer, cutOff }];
  });
  const inCode = mutations.flatMap(({ name, foundBy, put }): Scripted[] => {
    const code = put(wanted, { languageId, random });
    if (code === undefined || code === one.text) return [];
    const answer = `\`\`\`${languageId}\n${code}\`\`\`\n`;
    return [{ kind: "fault", group: foundBy, name, answer }];
  });
  return [...inForm, ...inCode];
}

/** So many of them, from where the last case has ended. */
function inTurn<T>(all: readonly T[], count: number | undefined, from: number): T[] {
  if (count === undefined || count >= all.length) return [...all];
  return Array.from({ length: count }, (_, at) => all[(from + at) % all.length] as T);
}

function verdictOn({ proposal }: Came, one: EditCase): Verdict {
  if (!proposal) return "refused";
  const { checks, document } = proposal;
  if (checks.syntax === "broken") return "does not parse";
  if (checks.faults.some(({ severity }) => severity === "error")) return "checker";
  return document === documentOf(one, one.wanted) ? "as wanted" : "other text";
}
