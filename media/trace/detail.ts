import type { Completion, FromView, Rule, Texts } from "../../src/trace/messages.ts";
import { bar, swatch } from "./bar.ts";
import { button, type Child, element, filled, milliseconds, section } from "./elements.ts";

/** What a request's page is drawn from. */
export interface DetailParts {
  texts: Texts;
  completion: Completion | undefined;
  rules: readonly Rule[];
  /** The text of its prompt: not asked for, forgotten, or there. */
  prompt: { role: string; text: string }[] | "forgotten" | undefined;
  send(message: FromView): void;
}

/** Everything that is known of one request, top to bottom as a person would ask. */
export function detail(parts: DetailParts): Child[] {
  const { texts, completion, send } = parts;
  if (!completion) return [element("p", { class: "hint" }, texts.choose)];
  const { id, outcome, summary, place, path, time, source, shown, raw } = completion;
  return [
    element("h2", {}, outcome === "shown" ? texts.shown : summary),
    element(
      "p",
      { class: "facts" },
      element("span", { title: path }, place),
      element("span", {}, time),
      element("span", {}, source),
      button(texts.openPlace, () => send({ kind: "openPlace", id }), "link"),
    ),
    outcome === "silent" ? reason(parts, completion) : undefined,
    shown === undefined ? undefined : section(texts.shownText, code(shown)),
    raw === undefined || raw.trim() === "" || raw === shown
      ? undefined
      : section(completion.echo ? texts.echoRaw : texts.raw, code(raw)),
    echo(parts, completion),
    cuts(parts, completion),
    sureness(texts, completion),
    timing(texts, completion),
    prompt(parts, completion),
  ];
}

function reason({ texts, rules, send }: DetailParts, { rule: name }: Completion): Child {
  const rule = rules.find((one) => one.name === name);
  if (!rule) return element("p", { class: "hint" }, texts.noRule);
  return ruleBox(rule, { texts, send });
}

/** A rule with the button that changes it. */
function ruleBox(rule: Rule, { texts, send }: Pick<DetailParts, "texts" | "send">): HTMLElement {
  const set = (on: boolean) => () => send({ kind: "setRule", name: rule.name, on });
  return element(
    "div",
    { class: "rule-box", "data-rule": rule.name },
    element(
      "div",
      {},
      element("strong", {}, filled(rule.on ? texts.ruleOn : texts.ruleOff, rule.title)),
      element("p", {}, rule.explanation),
    ),
    rule.on
      ? button(texts.turnRuleOff, set(false))
      : button(texts.turnRuleOn, set(true), "primary"),
  );
}

/** The places that an echo stands on, as links, and the rule by which there are echoes. */
function echo({ texts, rules, send }: DetailParts, { id, echo: made }: Completion): Child {
  if (!made) return undefined;
  const rule = rules.find(({ name }) => name === "echo");
  return section(
    texts.echo,
    element("p", {}, made.sentence),
    element(
      "ul",
      { class: "places" },
      ...made.places.map((label, index) =>
        element(
          "li",
          {},
          button(label, () => send({ kind: "openEcho", id, index }), "link"),
        ),
      ),
    ),
    rule ? ruleBox(rule, { texts, send }) : undefined,
  );
}

function cuts(parts: DetailParts, { cuts: made, rule: silencing }: Completion): Child {
  if (made.length === 0) return undefined;
  return section(
    parts.texts.cuts,
    ...made.flatMap(({ rule: name, title, before, after }) => {
      // The rule that silenced it stands above already.
      const rule = parts.rules.find((one) => one.name === name && name !== silencing);
      return [
        element("p", {}, filled(parts.texts.cutBy, title)),
        element(
          "pre",
          {},
          after,
          element("del", {}, before.startsWith(after) ? before.slice(after.length) : before),
        ),
        rule ? ruleBox(rule, parts) : undefined,
      ];
    }),
  );
}

function sureness(texts: Texts, { sureness: sentences }: Completion): Child {
  if (!sentences) return undefined;
  return section(texts.sureness, element("p", {}, sentences.join(" ")));
}

function timing(texts: Texts, { stages, totalMs }: Completion): Child {
  if (stages.length === 0) return undefined;
  const cell = (ms: number) => filled(texts.milliseconds, milliseconds(ms));
  return section(
    texts.time,
    bar(
      stages.map(({ ms, hue }) => ({ share: ms, hue })),
      totalMs,
    ),
    table(
      [texts.stage, texts.time],
      stages.map(({ name, ms, hue }) => [[swatch(hue), name], cell(ms)]),
      [texts.total, cell(totalMs)],
    ),
  );
}

function prompt(parts: DetailParts, { id, tokens, parts: rows }: Completion): Child {
  const { texts, send } = parts;
  if (!tokens) return section(texts.prompt, element("p", { class: "hint" }, texts.noPrompt));
  return section(
    texts.prompt,
    element(
      "p",
      {},
      [
        filled(texts.promptTokens, tokens.prompt),
        filled(texts.reused, tokens.reused),
        filled(texts.generated, tokens.generated),
        ...(tokens.draft ? [filled(texts.drafted, tokens.draft.taken)] : []),
      ].join(", "),
    ),
    bar(
      [
        { share: tokens.reused, hue: 3 },
        { share: tokens.prompt - tokens.reused, hue: 2 },
      ],
      tokens.prompt,
    ),
    // A request that is answered from an earlier one's text has made no prompt of its own.
    ...(rows.length === 0
      ? []
      : [
          table(
            [texts.part, texts.tokens],
            rows.map(({ role, tokens: count }) => [[role], `≈ ${count}`]),
          ),
          promptText(parts, () => send({ kind: "showPrompt", id })),
        ]),
  );
}

function promptText({ texts, prompt: told }: DetailParts, ask: () => void): Child {
  if (told === undefined) return button(texts.showPrompt, ask);
  if (told === "forgotten") return element("p", { class: "hint" }, texts.promptForgotten);
  return element(
    "pre",
    { class: "prompt", tabindex: "0", "aria-label": texts.prompt },
    ...told.map(({ role, text }, index) =>
      element("span", { class: `part part-${index % 2}`, title: role }, text),
    ),
  );
}

function code(text: string): HTMLElement {
  return element("pre", { tabindex: "0" }, text);
}

/** A table of a name and a number, with a last line that sums up. */
function table(
  head: readonly [string, string],
  rows: readonly [readonly Child[], string][],
  foot?: readonly [string, string],
): HTMLElement {
  const line = (name: readonly Child[], value: string) =>
    element("tr", {}, element("th", { scope: "row" }, ...name), element("td", {}, value));
  return element(
    "table",
    {},
    element(
      "thead",
      {},
      element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text))),
    ),
    element("tbody", {}, ...rows.map(([name, value]) => line(name, value))),
    foot && element("tfoot", {}, line([foot[0]], foot[1])),
  );
}
