import { html, nothing, type TemplateResult } from "lit";
import { visible } from "./controls.ts";
import type { Offers } from "./state.ts";

/** The id of the list, and of each of its rows, for the field that it completes. */
export const offersId = "offers";

/** The list that completes what is typed; the field keeps the keyboard. */
export function drawOffers(
  offers: Offers | undefined,
  label: string,
  take: (index: number) => void,
): TemplateResult | typeof nothing {
  if (!offers) return nothing;
  return html`<ul id=${offersId} class="offers" role="listbox" aria-label=${label}>
    ${offers.list.map(
      (offer, index) => html`<li
        id="${offersId}-${index}"
        role="option"
        aria-selected=${index === offers.active}
        @mousedown=${(event: Event) => {
          // The field would lose the keyboard.
          event.preventDefault();
          take(index);
        }}
      >
        <vscode-icon name=${offer.icon}></vscode-icon>
        <span class="offer-name">${visible(offer.label)}</span>
        <span class="offer-description">${visible(offer.description)}</span>
      </li>`,
    )}
  </ul>`;
}
