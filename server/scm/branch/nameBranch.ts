import { type ChangesOptions, readChanges } from "../../diff/readChanges.ts";
import type { Answering } from "../../models/answering.ts";
import { scmInstructions } from "../../prompt/scm.ts";
import type { BranchNameOutcome, BranchNameParams } from "../../protocol/scm.ts";
import { ask, messagesOf, modelFailed, noModel, nothingToSee, roomOf } from "../ask.ts";
import { materialOf } from "../message/material.ts";
import { type BranchStyle, branchStyleOf } from "./branchStyle.ts";
import { cleanBranchName } from "./cleanName.ts";

/** What naming needs. */
export interface NameBranchOptions extends ChangesOptions {
  answering(): Promise<Answering | undefined>;
  onFile(path: string, at: number, of: number): void;
}

const longestAnswer = 40;
const mostExamples = 15;

/**
 * Names a branch after a person's words, or after the changes, in the style of those that there are.
 * Words alone make a name without a model too.
 */
export async function nameBranch(
  params: BranchNameParams,
  options: NameBranchOptions,
  signal: AbortSignal,
): Promise<BranchNameOutcome> {
  const words = params.text?.trim() ?? "";
  const style = branchStyleOf(params.branches);
  const model = await options.answering();
  const fromWords = cleanBranchName(words, style, params.branches);
  if (!model && fromWords !== undefined)
    return {
      kind: "name",
      name: fromWords,
      notes: ["Made of your words: there is no model that could shorten them."],
    };

  const system = [scmInstructions.branch, ...branchFacts(style, params.branches)].join("\n");
  let subject = `The branch is for this: ${words.slice(0, 1_000)}`;
  let notes: string[] = [];
  if (words === "") {
    const changes = await readChanges(params, options);
    if (changes.shown.length + changes.named.length === 0) return nothingToSee(changes.notes);
    if (!model) return noModel();
    const room = roomOf(model, longestAnswer) - system.length - 100;
    const material = await materialOf(changes, { ...options, model, room, signal });
    subject = material.text;
    notes = material.notes;
  }
  if (!model) return noModel();
  const question = `${subject}\n\nName the branch.`;
  const messages = messagesOf(system, question);
  for (const temperature of [0, 0.5]) {
    const said = await ask(model, { messages, maxTokens: longestAnswer, temperature }, signal);
    if (said.kind === "cancelled" || signal.aborted) return { kind: "cancelled" };
    if (said.kind === "failed") return modelFailed(said.reason);
    if (said.kind === "too-long") return modelFailed("The changes are too long for this model.");
    const name = isName(said.text) ? cleanBranchName(said.text, style, params.branches) : undefined;
    if (name !== undefined) return { kind: "name", name, notes };
  }
  if (fromWords !== undefined)
    return {
      kind: "name",
      name: fromWords,
      notes: ["Made of your words: the model gave no name."],
    };
  return modelFailed("The model gave no name that git would take.");
}

function branchFacts({ folders, separator }: BranchStyle, names: readonly string[]): string[] {
  const facts = [`Words are joined by ${separator === "-" ? "a hyphen" : "an underscore"}.`];
  if (folders.length > 0)
    facts.push(`A name begins with one of these and a slash: ${folders.slice(0, 8).join(", ")}.`);
  if (names.length > 0)
    facts.push(`Branches that there are: ${names.slice(0, mostExamples).join(", ")}.`);
  return facts;
}

/** A whole sentence is no name. */
function isName(answer: string): boolean {
  return !/^(?:I (?:cannot|can't|am)|I'm |Sorry|As an AI)/i.test(answer.trim());
}
