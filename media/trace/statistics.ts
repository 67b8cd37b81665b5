import type { FromView, Statistics, Texts } from "../../src/trace/messages.ts";
import { button, type Child, element, filled } from "./elements.ts";

/** What has been shown, accepted and kept, as a table. */
export function statisticsTable(
  statistics: Statistics | undefined,
  texts: Texts,
  send: (message: FromView) => void,
): Child[] {
  if (!statistics) return [];
  const { since, place, rows } = statistics;
  const introduction = filled(texts.statisticsIntroduction, since, place);
  const reset = button(texts.resetStatistics, () => send({ kind: "resetStatistics" }));
  reset.disabled = rows.length === 0;
  const head = [
    ...[texts.language, texts.source, texts.shown],
    ...[texts.accepted, texts.share, texts.kept],
  ];
  return [
    element("p", { class: "introduction" }, introduction),
    rows.length === 0
      ? element("p", { class: "hint" }, texts.noStatistics)
      : element(
          "table",
          { class: "wide" },
          element(
            "thead",
            {},
            element("tr", {}, ...head.map((text) => element("th", { scope: "col" }, text))),
          ),
          element("tbody", {}, ...rows.toSorted((a, b) => b.shown - a.shown).map(line)),
        ),
    reset,
  ];
}

function line({ language, source, shown, accepted, kept }: Statistics["rows"][number]) {
  const share = shown > 0 ? `${Math.round((100 * accepted) / shown)} %` : "–";
  const cells = [source, String(shown), String(accepted), share, String(kept)];
  return element(
    "tr",
    {},
    element("th", { scope: "row" }, language),
    ...cells.map((text) => element("td", {}, text)),
  );
}
