import type { Engine, GenerateRequest } from "../engine/engine.ts";
import type { Suggestion } from "./filters/filter.ts";
import type { Cut } from "./ongoing.ts";

/** Of several answers to one prompt, how freely the others are drawn. */
const temperature = 0.7;
/** A person who asked for more suggestions waits so long at most, in milliseconds. */
const patienceMs = 1_500;

/**
 * Further suggestions for a prompt, drawn with a temperature; those that are equal to one another,
 * or to `except`, or of which the filters leave nothing, are left out.
 */
export async function alternatives(
  request: GenerateRequest,
  how: {
    engine: Engine;
    cut: Cut;
    judge(text: string): Suggestion;
    except: string;
    most: number;
    signal: AbortSignal;
  },
): Promise<Suggestion[]> {
  const signal = AbortSignal.any([how.signal, AbortSignal.timeout(patienceMs)]);
  const found = new Map<string, Suggestion>();
  for (let tries = 0; tries < how.most && !signal.aborted; tries += 1) {
    const written = await write({ ...request, temperature }, how, signal);
    if (written === undefined) continue;
    const { text, replaces } = how.judge(written);
    if (text !== "" && text !== how.except) found.set(text, { text, replaces });
  }
  return [...found.values()];
}

/** A whole answer, or undefined if it was not finished in time. */
async function write(
  request: GenerateRequest,
  { engine, cut }: { engine: Engine; cut: Cut },
  signal: AbortSignal,
): Promise<string | undefined> {
  let text = "";
  for await (const event of engine.generate(request, signal)) {
    if (event.kind === "piece") text += event.text;
    if (event.kind === "end" && (event.stopReason === "cancelled" || event.stopReason === "failed"))
      return undefined;
    const { text: whole, complete } = cut(text);
    if (complete || event.kind === "end") return whole;
  }
  return undefined;
}
