import { element } from "./elements.ts";

/** A table over the width of a page; the first cell of a line is its heading, the second a text. */
export function wideTable(
  head: readonly string[],
  lines: readonly (readonly string[])[],
): HTMLElement {
  return element(
    "table",
    { class: "wide" },
    element(
      "thead",
      {},
      element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text))),
    ),
    element("tbody", {}, ...lines.map(line)),
  );
}

function line([name, ...cells]: readonly string[]): HTMLElement {
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, name),
    ...cells.map((text) => element("td", {}, text)),
  );
}
