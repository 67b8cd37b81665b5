import type { FromView, Statistics, Texts } from "../../src/trace/messages.ts";
import { button, type Child, element, filled } from "./elements.ts";
import { strictnessSection } from "./strictness.ts";
import { wideTable } from "./wideTable.ts";

/** What has been shown, accepted and kept, as a table, and what has been learnt from it. */
export function statisticsTable(
  statistics: Statistics | undefined,
  texts: Texts,
  send: (message: FromView) => void,
): Child[] {
  if (!statistics) return [];
  const { since, place, rows, strictness } = statistics;
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
      : wideTable(head, rows.toSorted((a, b) => b.shown - a.shown).map(cells)),
    reset,
    strictnessSection(strictness, texts, send),
  ];
}

function cells({ language, source, shown, accepted, kept }: Statistics["rows"][number]): string[] {
  const share = shown > 0 ? `${Math.round((100 * accepted) / shown)} %` : "–";
  return [language, source, String(shown), String(accepted), share, String(kept)];
}
