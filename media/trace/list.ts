import type { Completion } from "../../src/trace/messages.ts";
import { bar } from "./bar.ts";
import { element, milliseconds } from "./elements.ts";

/** The list of requests, one of which is chosen; the keyboard walks it as it walks the editor's lists. */
export interface RequestList {
  readonly root: HTMLElement;
  draw(completions: readonly Completion[], chosen: number | undefined): void;
}

const pageRows = 8;
/** A bar is full at the slowest request, but a fast one alone should look fast. */
const leastFullMs = 100;

/** Creates the list; `choose` is called with the id of the row that a person goes to. */
export function createList(label: string, choose: (id: number) => void): RequestList {
  const root = element("div", {
    class: "list",
    role: "listbox",
    tabindex: "0",
    "aria-label": label,
  });
  let drawn: readonly Completion[] = [];
  let chosenId: number | undefined;

  root.addEventListener("keydown", (event) => {
    const now = drawn.findIndex(({ id }) => id === chosenId);
    const steps: Record<string, number> = {
      ArrowDown: now + 1,
      ArrowUp: now - 1,
      PageDown: now + pageRows,
      PageUp: now - pageRows,
      Home: 0,
      End: drawn.length - 1,
    };
    const wanted = steps[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    const next = drawn[Math.max(0, Math.min(drawn.length - 1, wanted))];
    if (next) choose(next.id);
  });

  return {
    root,
    draw(completions, chosen) {
      drawn = completions;
      chosenId = chosen;
      const most = Math.max(leastFullMs, ...completions.map(({ totalMs }) => totalMs));
      root.replaceChildren(
        ...completions.map((completion) => {
          const row = rowOf(completion, most);
          row.setAttribute("aria-selected", String(completion.id === chosen));
          row.addEventListener("click", () => choose(completion.id));
          return row;
        }),
      );
      if (chosen === undefined) root.removeAttribute("aria-activedescendant");
      else root.setAttribute("aria-activedescendant", rowId(chosen));
      document.getElementById(rowId(chosen ?? -1))?.scrollIntoView({ block: "nearest" });
    },
  };
}

function rowOf(completion: Completion, most: number): HTMLElement {
  const { id, time, place, path, source, outcome, summary, label, stages, totalMs } = completion;
  return element(
    "div",
    { class: `row ${outcome}`, role: "option", id: rowId(id), "aria-label": label },
    element("span", { class: "mark" }),
    element("span", { class: outcome === "shown" ? "summary code" : "summary" }, summary),
    element("span", { class: "place", title: path }, place),
    element("span", { class: "source" }, source),
    bar(
      stages.map(({ ms, hue }) => ({ share: ms, hue })),
      most,
    ),
    element("span", { class: "ms" }, totalMs > 0 ? `${milliseconds(totalMs)} ms` : ""),
    element("span", { class: "time" }, time),
  );
}

function rowId(id: number): string {
  return `request-${id}`;
}
