import { html, nothing, type TemplateResult } from "lit";
import { ref } from "lit/directives/ref.js";
import type { Meter, Texts } from "../../src/chat/messages.ts";

/** The model's context: a bar by part, and a table of the same that can be unfolded. */
export function drawMeter(meter: Meter | undefined, texts: Texts): TemplateResult | typeof nothing {
  if (!meter) return nothing;
  return html`<details class="meter">
    <summary title=${texts.context}>
      <span class="bar" aria-hidden="true">
        ${meter.parts.map(
          ({ share, hue }) => html`<span class="hue-${hue}" ${ref(wide(share))}></span>`,
        )}
      </span>
      <span>${meter.label}</span>
    </summary>
    <table>
      <caption>${texts.context}. ${meter.explanation}</caption>
      <thead><tr><th scope="col">${texts.part}</th><th scope="col">${texts.tokens}</th></tr></thead>
      <tbody>
        ${meter.parts.map(
          ({ label, tokens, hue }) => html`<tr>
            <th scope="row"><span class="swatch hue-${hue}"></span>${label}</th>
            <td>${tokens}</td>
          </tr>`,
        )}
      </tbody>
    </table>
  </details>`;
}

/** A style that is written as an attribute would be refused by the page's policy. */
function wide(share: number): (element?: Element) => void {
  return (element) => {
    if (element instanceof HTMLElement) element.style.width = `${100 * share}%`;
  };
}
