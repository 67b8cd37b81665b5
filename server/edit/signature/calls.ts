import type { Answering } from "../../models/answering.ts";
import { argumentMessages } from "../../prompt/argument.ts";
import type { Call, Parameter, Signature } from "../../syntax/signature.ts";
import type { Syntax } from "../../syntax/syntax.ts";
import { parsed } from "../parsed.ts";
import type { TextEdit } from "../textEdits.ts";
import { writeAnswer } from "../write.ts";
import type { UsePlaces } from "./places.ts";
import { readArgument } from "./readArgument.ts";
import { rearranged } from "./rearrange.ts";

/** What becomes of the calls in one file. */
export interface ChangedCalls {
  edits: TextEdit[];
  /** Calls that stay as they are although they should not, and why, in a sentence. */
  left: { offset: number; why: string }[];
}

/** How many calls are changed at most, and for how many of them a model is asked. */
export interface CallBudget {
  calls: number;
  asked: number;
}

interface CallsOptions {
  before: Signature;
  after: Signature;
  /** The new signature as it is written. */
  signature: string;
  instruction?: string;
  syntax: Syntax;
  model: Answering | undefined;
  pathOf(uri: string): string;
  signal: AbortSignal;
}

const linesAround = 12;
/** Tokens of an expression. */
const maxTokens = 60;

/** Gives every call in a file the arguments that the new signature wants; a model says what is new. */
export async function changedCalls(
  file: UsePlaces,
  options: CallsOptions,
  budget: CallBudget,
): Promise<ChangedCalls> {
  const { syntax, signal, before, after } = options;
  const { uri, languageId, text, offsets } = file;
  const changed: ChangedCalls = { edits: [], left: [] };
  const document = { uri: `ingle-calls:${uri}`, languageId, version: 1, text };
  try {
    await parsed(syntax, document, signal);
    const calls = offsets.flatMap((offset) => {
      const call = syntax.call(document, offset, 0);
      return call ? [{ offset, call }] : [];
    });
    for (const { offset, call } of calls) {
      if (signal.aborted) break;
      if (budget.calls === 0) {
        changed.left.push({ offset, why: "This call was not changed: there are too many." });
        continue;
      }
      budget.calls -= 1;
      // One call may stand in the arguments of another: the inner one stays for the next time.
      if (changed.edits.some(({ start, end }) => call.start < end && start < call.end)) {
        changed.left.push({ offset, why: "This call stands within another that was changed." });
        continue;
      }
      const change = {
        ...{ before: before.parameters, after: after.parameters },
        byName: languageId === "python",
      };
      let result = rearranged(call.arguments, change);
      if (result.kind === "missing") {
        const given = await valuesFor(result.parameters, call, { file, options, budget });
        if (given) result = rearranged(call.arguments, change, given);
      }
      if (result.kind === "arguments") {
        const edit = editOf(call, result.texts, text);
        if (edit) changed.edits.push(edit);
      } else if (result.kind === "missing") {
        const names = result.parameters.map(({ name }) => name).join(", ");
        changed.left.push({ offset, why: `This call lacks ${names}.` });
      } else
        changed.left.push({
          offset,
          why: "It cannot be told which argument of this call is which.",
        });
    }
  } finally {
    syntax.closed(document.uri);
  }
  return changed;
}

async function valuesFor(
  parameters: readonly Parameter[],
  { statement }: Call,
  { file, options, budget }: { file: UsePlaces; options: CallsOptions; budget: CallBudget },
): Promise<Map<string, string> | undefined> {
  const { model, syntax, signal, pathOf, signature, instruction } = options;
  if (!model) return undefined;
  const given = new Map<string, string>();
  for (const { name, text } of parameters) {
    if (budget.asked === 0 || signal.aborted) return undefined;
    budget.asked -= 1;
    const messages = argumentMessages({
      ...{ languageId: file.languageId, path: pathOf(file.uri), signature, parameter: text },
      around: around(file.text, statement),
      statement: file.text.slice(statement.start, statement.end),
      ...(instruction === undefined ? {} : { instruction }),
    });
    const written = await writeAnswer(model, { messages, maxTokens, signal, onText: () => {} });
    const value = readArgument(written.text, name);
    if (value === undefined || !(await isOneArgument(value, file.languageId, { syntax, signal })))
      return undefined;
    given.set(name, value);
  }
  return given;
}

/** Whether a text is one argument of a call and nothing else. */
async function isOneArgument(
  value: string,
  languageId: string,
  { syntax, signal }: { syntax: Syntax; signal: AbortSignal },
): Promise<boolean> {
  const document = { uri: "ingle-argument:", languageId, version: 1, text: `f(${value})` };
  try {
    await parsed(syntax, document, signal);
    const call = syntax.call(document, 0, 0);
    const errors = syntax.errors(document, undefined, 50);
    const [argument] = call?.arguments ?? [];
    const alone = call?.arguments.length === 1 && argument?.text === value && !argument.spread;
    return alone && errors === 0;
  } finally {
    syntax.closed(document.uri);
  }
}

function editOf(
  { start, end, arguments: args }: Call,
  texts: readonly string[],
  text: string,
): TextEdit | undefined {
  if (texts.length === args.length && texts.every((each, at) => each === args[at]?.text))
    return undefined;
  const inside = text.slice(start, end);
  const indent = /^\s*\n([ \t]+)/.exec(inside)?.[1];
  if (indent === undefined || texts.length === 0) return { start, end, text: texts.join(", ") };
  const trailing = /,\s*$/.test(inside) ? "," : "";
  const close = /\n[ \t]*$/.exec(inside)?.[0] ?? "";
  return { start, end, text: `\n${indent}${texts.join(`,\n${indent}`)}${trailing}${close}` };
}

function around(text: string, { start, end }: { start: number; end: number }): string {
  const first = text.slice(0, start).split("\n").slice(-linesAround).join("\n");
  const last = text.slice(end).split("\n").slice(0, 3).join("\n");
  return first + text.slice(start, end) + last;
}
