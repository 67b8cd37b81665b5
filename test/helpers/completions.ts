import { noAdaptation } from "../../server/completion/adaptation.ts";
import type { CompletionContext } from "../../server/completion/completionContext.ts";
import { createGenerations } from "../../server/completion/ongoing.ts";
import { createReadingSpeed } from "../../server/completion/readingSpeed.ts";
import { createRules } from "../../server/completion/rules.ts";
import { noSyntax } from "../../server/completion/syntaxAt.ts";
import { createTokenRate } from "../../server/completion/tokenRate.ts";
import type { Engine } from "../../server/engine/engine.ts";
import { chooseFormat } from "../../server/prompt/formats.ts";

/** What a completion needs, around an engine: no files, no context, every rule as it is at first. */
export function completionContext(
  engine: Engine,
  more: Partial<CompletionContext> = {},
): CompletionContext {
  const format = chooseFormat({
    specialTokens: new Set(["<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"]),
  });
  if (!format) throw new Error("the table of formats has changed");
  return {
    engine,
    format,
    generations: createGenerations(engine),
    guard: {
      mayRead: () => ({ allowed: true }),
      mayConnect: () => ({ allowed: false, reason: "nothing is connected to here" }),
    },
    path: "a.ts",
    repository: undefined,
    context: { gather: async () => ({ snippets: [], set: { kind: "kept" }, sources: [] }) },
    contextTokens: 4096,
    rate: createTokenRate(3),
    speed: createReadingSpeed(),
    confidence: true,
    sinceLastRequestMs: Number.POSITIVE_INFINITY,
    candidates: 1,
    syntax: noSyntax,
    echo: undefined,
    rules: createRules(),
    adaptation: noAdaptation,
    ...more,
  };
}
