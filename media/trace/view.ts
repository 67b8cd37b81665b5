import type {
  Completion,
  FromView,
  Now,
  Rule,
  Statistics,
  Texts,
  ToView,
} from "../../src/trace/messages.ts";
import { detail } from "./detail.ts";
import { button, type Child, element } from "./elements.ts";
import { createList } from "./list.ts";
import { ruleList } from "./rules.ts";
import { statisticsTable } from "./statistics.ts";
import { createTabs } from "./tabs.ts";

declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

/** What is kept while the view is out of sight; a request is chosen, or the newest is followed. */
interface Kept {
  tab: string;
  chosen?: number;
}

const most = 50;
const vscode = acquireVsCodeApi();
const send = (message: FromView): void => vscode.postMessage(message);

window.addEventListener("message", ({ data }: MessageEvent<ToView>) => {
  if (data.kind === "texts") view ??= createView(data.texts);
  else view?.take(data);
});
let view: { take(message: Exclude<ToView, { kind: "texts" }>): void } | undefined;
send({ kind: "ready" });

/** Draws the view into the page; every message draws the part of it that it changes. */
function createView(texts: Texts): NonNullable<typeof view> {
  let kept: Kept = vscode.getState() ?? { tab: "completions" };
  let completions: Completion[] = [];
  let rules: Rule[] = [];
  let statistics: Statistics | undefined;
  let drawn: readonly unknown[] = [];
  const prompts = new Map<number, { role: string; text: string }[] | "forgotten">();

  const now = element("div", { class: "now", role: "status" });
  const list = createList(texts.completions, (id) => {
    // The newest is followed again as soon as a person is back at it.
    keep(id === completions[0]?.id ? { tab: kept.tab } : { ...kept, chosen: id });
    drawCompletions();
  });
  const page = element("article", { class: "detail" });
  const panels = {
    completions: element("div", { class: "requests" }),
    rules: element("div", { class: "page" }),
    statistics: element("div", { class: "page" }),
  };
  const tabs = createTabs(
    [
      { id: "completions", label: texts.completions, panel: panels.completions },
      { id: "rules", label: texts.rules, panel: panels.rules },
      { id: "statistics", label: texts.statistics, panel: panels.statistics },
    ],
    (tab) => {
      keep({ ...kept, tab });
      tabs.open(tab);
    },
  );

  function keep(next: Kept): void {
    kept = next;
    vscode.setState(next);
  }

  function drawNow({ sentence, attention, actions }: Now): void {
    now.classList.toggle("attention", attention);
    now.replaceChildren(
      element("span", {}, sentence),
      ...actions.map(({ action, label }) =>
        button(label, () => send({ kind: "run", action }), "link"),
      ),
    );
  }

  function drawCompletions(): void {
    if (completions.length === 0) {
      panels.completions.replaceChildren(element("p", { class: "hint" }, texts.none));
      return;
    }
    const chosen = completions.find(({ id }) => id === kept.chosen) ?? completions[0];
    if (!list.root.isConnected) panels.completions.replaceChildren(list.root, page);
    list.draw(completions, chosen?.id);
    drawDetail(chosen);
  }

  /** Drawn only when it has changed: a person may be reading it while requests come in. */
  function drawDetail(completion: Completion | undefined): void {
    const prompt = completion && prompts.get(completion.id);
    const made = [completion, rules, prompt];
    if (made.every((one, index) => one === drawn[index])) return;
    if (completion !== drawn[0]) page.scrollTop = 0;
    drawn = made;
    redraw(page, detail({ texts, completion, rules, prompt, send }));
  }

  document.body.prepend(
    element("header", {}, tabs.root, now),
    element("main", {}, panels.completions, panels.rules, panels.statistics),
  );
  tabs.open(kept.tab);
  drawCompletions();

  return {
    take(message) {
      switch (message.kind) {
        case "now":
          return drawNow(message.now);
        case "completions":
          completions = message.completions;
          return drawCompletions();
        case "completion":
          completions = [message.completion, ...completions].slice(0, most);
          return drawCompletions();
        case "rules":
          rules = message.rules;
          redraw(panels.rules, ruleList(rules, texts, send));
          return drawCompletions();
        case "statistics":
          statistics = message.statistics;
          return redraw(panels.statistics, statisticsTable(statistics, texts, send));
        case "prompt":
          prompts.set(message.id, message.parts ?? "forgotten");
          return drawCompletions();
      }
    },
  };
}

/** Draws a part anew and leaves the keyboard where it was. */
function redraw(part: HTMLElement, children: readonly Child[]): void {
  const focusable = (): HTMLElement[] => [...part.querySelectorAll<HTMLElement>("button, input")];
  const index = focusable().findIndex((one) => one.matches(":focus"));
  part.replaceChildren(...children.filter((child) => child !== undefined));
  focusable()[index]?.focus();
}
