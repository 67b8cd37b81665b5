import type { FromView, Strictness, Texts } from "../../src/trace/messages.ts";
import { button, type Child, element, filled, section } from "./elements.ts";
import { wideTable } from "./wideTable.ts";

/** How sure the model has to be by now, language by language. */
export function strictnessSection(
  { place, rows }: Strictness,
  texts: Texts,
  send: (message: FromView) => void,
): Child {
  const reset = button(texts.resetStrictness, () => send({ kind: "resetStrictness" }));
  reset.disabled = rows.length === 0;
  return section(
    texts.strictness,
    element("p", { class: "introduction" }, filled(texts.strictnessIntroduction, place)),
    rows.length === 0
      ? element("p", { class: "hint" }, texts.noStrictness)
      : wideTable(
          [texts.language, texts.strictnessNow, texts.taken, texts.needed, texts.neededAtFirst],
          rows.map(({ language, now, taken, needed, atFirst }) => [
            language,
            now,
            taken,
            needed,
            atFirst,
          ]),
        ),
    reset,
  );
}
