/** A child of an element: an element or a text, which is never read as HTML; `undefined` is left out. */
export type Child = Node | string | undefined;

/** Makes an element with attributes and children. */
export function element<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  attributes: Readonly<Record<string, string>> = {},
  ...children: Child[]
): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.filter((child) => child !== undefined));
  return made;
}

/** A button that does something when it is pressed. */
export function button(label: string, press: () => void, kind = "secondary"): HTMLButtonElement {
  const made = element("button", { type: "button", class: kind }, label);
  made.addEventListener("click", press);
  return made;
}

/** A section with a heading of its own. */
export function section(title: string, ...children: Child[]): HTMLElement {
  return element("section", {}, element("h3", {}, title), ...children);
}

/** Puts values in the places `{0}`, `{1}` … of a text. */
export function filled(text: string, ...values: readonly (string | number)[]): string {
  return text.replaceAll(/\{(\d+)\}/g, (_, index: string) => String(values[Number(index)] ?? ""));
}

/** Milliseconds as a person reads them. */
export function milliseconds(ms: number): string {
  return ms < 10 ? ms.toFixed(1) : String(Math.round(ms));
}
