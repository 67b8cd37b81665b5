import type { ChatAnswer } from "../../helpers/httpServer.ts";
import { printTable } from "../table.ts";
import { documentOf, type EditCase } from "./case.ts";
import type { Came, Pipeline } from "./pipeline.ts";
import type { Source } from "./sources.ts";

/** What came of one answer, and whether the document does what it should; undefined: no test says. */
interface Tried {
  came: Came;
  passes: boolean | undefined;
}

/** A case whose first answer was proposed unchecked, then checked, then perhaps repaired. */
interface Measured {
  of: EditCase;
  unchecked: Tried;
  checked: Tried;
  repaired: Tried;
}

interface LiveOptions {
  pipeline: Pipeline;
  source: Source;
  /** Whether a program ends well. */
  runs(program: string): Promise<boolean>;
  said(done: number, all: number): void;
}

/**
 * Asks a model for every edit: the same first answer is proposed without verification and with it, and where
 * something was wrong the model is asked once more.
 */
export async function runLive(
  cases: readonly EditCase[],
  { pipeline, source, runs, said }: LiveOptions,
): Promise<Measured[]> {
  const measured: Measured[] = [];
  for (const [at, one] of cases.entries()) {
    await pipeline.open(one);
    let first: ChatAnswer = { answer: "" };
    const unchecked = await pipeline.propose(
      one,
      async (question) => {
        first = await source.answer(one, question);
        return first;
      },
      { checks: "none" },
    );
    const checked = await pipeline.propose(one, async ({ round }) =>
      round === 0 ? first : { answer: "" },
    );
    const repaired =
      checked.rounds < 2
        ? checked
        : await pipeline.propose(one, async (question) =>
            question.round === 0 ? first : source.answer(one, question),
          );
    measured.push({
      of: one,
      unchecked: await tried(one, unchecked, runs),
      checked: await tried(one, checked, runs),
      repaired: await tried(one, repaired, runs),
    });
    said(at + 1, cases.length);
  }
  return measured;
}

async function tried({ tests }: EditCase, came: Came, runs: LiveOptions["runs"]): Promise<Tried> {
  if (tests === undefined) return { came, passes: undefined };
  const { proposal } = came;
  return { came, passes: proposal ? await runs(`${proposal.document}\n${tests}`) : false };
}

/** How many of the references pass their own tests: what a run can be trusted with. */
export async function printReferences(
  cases: readonly EditCase[],
  runs: LiveOptions["runs"],
): Promise<void> {
  const tested = cases.filter(({ tests }) => tests !== undefined);
  let [right, before] = [0, 0];
  for (const one of tested) {
    if (await runs(`${documentOf(one, one.wanted)}\n${one.tests}`)) right += 1;
    if (await runs(`${documentOf(one, one.text)}\n${one.tests}`)) before += 1;
  }
  console.log(
    `\nOf ${tested.length} cases with tests ${right} pass as they should be, ${before} as they were.\n`,
  );
}

/** Prints what verification and the repair round are worth. */
export function printLive(measured: readonly Measured[]): void {
  const sets = [...new Set(measured.map(({ of }) => of.set))];
  for (const set of [...sets, ...(sets.length > 1 ? ["all"] : [])]) {
    const some = measured.filter(({ of }) => set === "all" || of.set === set);
    console.log(`\n## ${set}: ${some.length} cases\n`);
    printTable(
      ["", "applied", "parse", "pass the checker", "pass tests", "shown as sound", "of these pass"],
      [
        // What is not checked is shown as it is: whether it would parse, the checked run says.
        line("verification off", some, {
          looked: ({ checked }) => checked,
          shown: ({ unchecked }) => unchecked,
          isSound: ({ unchecked }) => unchecked.came.proposal !== undefined,
        }),
        line("verification on", some, {
          looked: ({ checked }) => checked,
          shown: ({ checked }) => checked,
          isSound: ({ checked }) => isSound(checked),
        }),
        line("after the repair round", some, {
          looked: ({ repaired }) => repaired,
          shown: ({ repaired }) => repaired,
          isSound: ({ repaired }) => isSound(repaired),
        }),
      ],
    );
  }
}

interface Column {
  looked(one: Measured): Tried;
  shown(one: Measured): Tried;
  isSound(one: Measured): boolean;
}

function line(title: string, some: readonly Measured[], column: Column): string[] {
  const tested = some.filter(({ of }) => of.tests !== undefined);
  const sound = some.filter(column.isSound);
  const share = (count: number, of: number): string =>
    of === 0 ? "" : `${((100 * count) / of).toFixed(1)} %`;
  const of = (all: readonly Measured[], is: (one: Measured) => boolean): string =>
    share(all.filter(is).length, all.length);
  return [
    title,
    of(some, (one) => column.shown(one).came.proposal !== undefined),
    of(some, (one) => parses(column.looked(one))),
    of(some, (one) => isSound(column.looked(one))),
    of(tested, (one) => column.shown(one).passes === true),
    of(some, column.isSound),
    of(
      sound.filter((one) => one.of.tests !== undefined),
      (one) => column.shown(one).passes === true,
    ),
  ];
}

function parses({ came }: Tried): boolean {
  return came.proposal !== undefined && came.proposal.checks.syntax !== "broken";
}

/** Whether it is proposed without a fault. */
function isSound(one: Tried): boolean {
  const faults = one.came.proposal?.checks.faults ?? [];
  return parses(one) && !faults.some(({ severity }) => severity === "error");
}
