import { element } from "./elements.ts";

/** A tab with the panel that it shows. */
export interface Tab {
  id: string;
  label: string;
  panel: HTMLElement;
}

/** Tabs of which one is open; left and right arrow go from one to the next. */
export interface Tabs {
  readonly root: HTMLElement;
  open(id: string): void;
}

/** Creates the tabs; `onOpen` is called with the id of the tab that a person opens. */
export function createTabs(tabs: readonly Tab[], onOpen: (id: string) => void): Tabs {
  const root = element("div", { role: "tablist", class: "tabs" });
  const handles = tabs.map(({ id, label, panel }) => {
    const handle = element(
      "button",
      { type: "button", role: "tab", id: `tab-${id}`, "aria-controls": `panel-${id}` },
      label,
    );
    panel.id = `panel-${id}`;
    panel.setAttribute("role", "tabpanel");
    panel.setAttribute("aria-labelledby", `tab-${id}`);
    handle.addEventListener("click", () => onOpen(id));
    return handle;
  });
  root.append(...handles);
  root.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step === undefined) return;
    const now = handles.findIndex((handle) => handle.matches(":focus"));
    const next = (now + step + tabs.length) % tabs.length;
    event.preventDefault();
    handles[next]?.focus();
    onOpen(tabs[next]?.id ?? "");
  });

  return {
    root,
    open(id) {
      for (const [index, tab] of tabs.entries()) {
        const selected = tab.id === id;
        handles[index]?.setAttribute("aria-selected", String(selected));
        handles[index]?.setAttribute("tabindex", selected ? "0" : "-1");
        tab.panel.hidden = !selected;
      }
    },
  };
}
