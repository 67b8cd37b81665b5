import { firstLine } from "../../../ember/evaluate/score.ts";
import { chosenOf } from "../../../server/echo/choice.ts";
import { createProbability, createScore } from "../../../server/echo/probability.ts";
import type { Step } from "./cases.ts";
import type { Answer, EchoCase, Explained, Explainer } from "./completer.ts";
import { fitConditional } from "./conditional.ts";
import { fitLogistic, type Logistic, type Row } from "./logistic.ts";
import type { Judged } from "./reliability.ts";

/** A cursor and all that might be said there. */
export interface Choice {
  given: Pick<EchoCase, "rest" | "where" | "repository">;
  candidates: Explained[];
}

const ridge = 1;
/** The choice among candidates depends on the weights, and these on what is chosen. */
const rounds = 6;

/** Leads a completer through the history of a project and takes down what it might say at each cursor. */
export async function choicesOf(
  steps: AsyncIterable<Step>,
  completer: Explainer,
): Promise<Choice[]> {
  const choices: Choice[] = [];
  for await (const step of steps) {
    if (step.kind === "file") completer.update(step.path, step.languageId, step.text);
    else {
      completer.settle?.();
      const { rest, where, repository } = step.given;
      const candidates = completer.explain(step.given);
      choices.push({ given: { rest, where, repository }, candidates });
    }
  }
  return choices;
}

/**
 * The logistic model of what is said: fitted first to all candidates, then, again and again, to those
 * alone that it would choose itself.
 */
export function learn(choices: readonly Choice[]): Logistic {
  let model = fitLogistic(choices.flatMap(rowsOf), { ridge });
  for (let round = 1; round < rounds; round += 1) {
    const chosen = choices.flatMap((choice) => rowOf(choice, chosenBy(model, choice)));
    model = fitLogistic(chosen, { ridge });
  }
  return model;
}

/** What a model would say at each cursor with something to say, its probability, and whether it is right. */
export function judge(model: Logistic, choices: readonly Choice[]): Judged[] {
  return choices.flatMap((choice) => {
    const chosen = chosenBy(model, choice);
    return chosen ? [{ probability: chosen.probability, right: isRight(choice, chosen) }] : [];
  });
}

/** What a model would say at a cursor: the candidate to which it gives the greatest probability. */
export function chosenBy(
  model: Logistic,
  { candidates }: Choice,
): (Explained & Answer) | undefined {
  const probabilityOf = createProbability({ origin: "", ...model });
  const [best] = candidates
    .map((each) => ({ ...each, probability: probabilityOf(each.features) }))
    .sort((a, b) => b.probability - a.probability);
  return best;
}

/** What the echo's constants are: how it chooses, and how probable what it has chosen is. */
export interface EchoModel extends Logistic {
  choice: Logistic["features"];
}

const choiceRidge = 10;

/** Learns first to choose, then how probable it is that the chosen is right. */
export function learnEcho(choices: readonly Choice[]): EchoModel {
  const options = choices.map((choice) => rowsOf(choice));
  const choice = fitConditional(options, { ridge: choiceRidge });
  const chosen = choices.flatMap((each) => chosenRow(choice, each));
  return { choice, ...fitLogistic(chosen, { ridge }) };
}

/** The same as `judge`, for the echo's two steps. */
export function judgeEcho(model: EchoModel, choices: readonly Choice[]): Judged[] {
  const probabilityOf = createProbability({ origin: "", ...model });
  return choices
    .flatMap((each) => chosenRow(model.choice, each))
    .map(({ features, right }) => ({ probability: probabilityOf(features), right }));
}

function chosenRow(weights: Logistic["features"], choice: Choice): Row[] {
  const best = chosenOf(choice.candidates, createScore(weights));
  return best ? [{ features: best.features, right: isRight(choice, best.candidate) }] : [];
}

function rowsOf(choice: Choice): Row[] {
  return choice.candidates.flatMap((each) => rowOf(choice, each));
}

function rowOf(choice: Choice, one: Explained | undefined): Row[] {
  return one ? [{ features: one.features, right: isRight(choice, one) }] : [];
}

function isRight({ given }: Choice, { text }: Explained): boolean {
  return firstLine(text) === given.rest;
}
