import type { FromView, Rule, Texts } from "../../src/trace/messages.ts";
import { button, type Child, element } from "./elements.ts";

/** Every rule with its switch. */
export function ruleList(
  rules: readonly Rule[],
  texts: Texts,
  send: (message: FromView) => void,
): Child[] {
  const reset = button(texts.resetRules, () => send({ kind: "resetRules" }));
  reset.disabled = rules.every(({ on, byDefault }) => on === byDefault);
  return [
    element("p", { class: "introduction" }, texts.rulesIntroduction),
    element("ul", { class: "rules" }, ...rules.map((rule) => item(rule, texts, send))),
    reset,
  ];
}

function item(rule: Rule, texts: Texts, send: (message: FromView) => void): HTMLElement {
  const { name, title, explanation, on, byDefault } = rule;
  const key = name.replaceAll(" ", "-");
  const ids = { box: `rule-${key}`, text: `rule-${key}-text` };
  const box = element("input", { type: "checkbox", id: ids.box, "aria-describedby": ids.text });
  box.checked = on;
  box.addEventListener("change", () => send({ kind: "setRule", name, on: box.checked }));
  return element(
    "li",
    {},
    box,
    element(
      "div",
      {},
      element("label", { for: ids.box }, title),
      on === byDefault ? undefined : element("span", { class: "changed" }, texts.changed),
      element("p", { id: ids.text }, explanation),
    ),
  );
}
