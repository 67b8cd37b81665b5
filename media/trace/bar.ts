import { element } from "./elements.ts";

/** A bar of stretches, each as wide as its share of `of`; what it says stands in words elsewhere. */
export function bar(stretches: readonly { share: number; hue: number }[], of: number): HTMLElement {
  const track = element("div", { class: "bar", "aria-hidden": "true" });
  for (const { share, hue } of stretches) {
    const stretch = element("span", { class: `stretch hue-${hue}` });
    stretch.style.width = `${of > 0 ? Math.min(100, (100 * share) / of) : 0}%`;
    track.append(stretch);
  }
  return track;
}

/** The square that says which stretch of a bar a row of a table is. */
export function swatch(hue: number): HTMLElement {
  return element("span", { class: `swatch hue-${hue}`, "aria-hidden": "true" });
}
