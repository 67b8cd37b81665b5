import { type Echo, placesOf } from "../echo/answer.ts";
import calibration from "../echo/calibration.json" with { type: "json" };
import type { EchoSource } from "../echo/echo.ts";
import type { Guard } from "../guard/guard.ts";
import type { EchoTrace } from "../protocol/messages.ts";
import type { Completed } from "./complete.ts";
import type { Cursor } from "./cursor.ts";
import { applyFilters } from "./filters/all.ts";
import { type Landmark, landmarkOf, typedSince } from "./landmark.ts";
import { echoRule, type Rules, restingRule } from "./rules.ts";
import { skipRuleFor } from "./skip.ts";
import { createStages } from "./stages.ts";
import type { SyntaxAtCursor } from "./syntaxAt.ts";

/** What the project's own code says already of how a line goes on; no model takes part. */
export interface Echoes {
  /** Undefined where nothing in the project is like it. */
  at(cursor: Cursor, syntax: SyntaxAtCursor): Echoed | undefined;
}

/** An echo, however sure. */
export interface Echoed {
  /** What a model may begin with, and be judged beside. */
  said: Echo;
  /** What may be shown at once; undefined where the project is not sure enough. */
  shown: Completed | undefined;
}

export interface EchoesOptions {
  source: Pick<EchoSource, "answer">;
  guard: Pick<Guard, "mayRead">;
  rules: Rules;
}

/** The least probability that an echo is shown with, and that each further line needs. */
const { sure } = calibration;
/** The places that a trace names of all that an echo stands on. */
const mostNamed = 5;

/** Creates the echoes. What has been shown stays while it is typed along: it does not flicker. */
export function createEchoes({ source, guard, rules }: EchoesOptions): Echoes {
  let last: { landmark: Landmark; echo: Echo } | undefined;

  function held(cursor: Cursor): Echo | undefined {
    if (!last) return undefined;
    const { landmark, echo } = last;
    const typed = typedSince(landmark, cursor);
    if (typed === undefined || typed.length >= echo.text.length) return undefined;
    return echo.text.startsWith(typed)
      ? { ...echo, text: echo.text.slice(typed.length) }
      : undefined;
  }

  function fresh(cursor: Cursor): Echo | undefined {
    const { uri, languageId, prefix, suffix } = cursor;
    const echo = source.answer({ uri, languageId, prefix, suffix }, sure.line);
    if (!echo || echo.text.trim() === "") return undefined;
    if (echo.probability >= sure.shown) last = { landmark: landmarkOf(cursor), echo };
    return echo;
  }

  return {
    at(cursor, syntax) {
      if (!rules.isOn(echoRule) || !guard.mayRead({ uri: cursor.uri }).allowed) return undefined;
      if (restingRule(cursor, { rules, syntax }) || skipRuleFor(cursor, rules)) return undefined;
      const stages = createStages();
      const echo = held(cursor) ?? fresh(cursor);
      stages.done("echo");
      if (!echo) return undefined;
      if (echo.probability < sure.shown) return { said: echo, shown: undefined };
      const { text, replaces, cuts } = applyFilters(
        { cursor, raw: echo.text, errors: syntax.errorCounter() },
        rules.filters(),
      );
      stages.done("filters");
      if (text === "") return { said: echo, shown: undefined };
      const shown: Completed = {
        source: "echo",
        outcome: { kind: "shown", text },
        stages: stages.list,
        raw: echo.text,
        echo: traceOf(echo),
        cuts,
        ...(replaces > 0 && { replaces }),
      };
      return { said: echo, shown };
    },
  };
}

function traceOf(echo: Echo): EchoTrace {
  const places = placesOf(echo, mostNamed);
  return {
    probability: echo.probability,
    count: Math.max(places.length, echo.occurrences.length),
    places,
  };
}
