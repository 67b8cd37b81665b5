import { html, nothing, type TemplateResult } from "lit";
import type { Chip } from "../../src/chat/messages.ts";
import { visible } from "./controls.ts";

/** What is attached, as a row; each can be opened, and taken away where `remove` is given. */
export function drawChips(
  chips: readonly Chip[],
  label: string,
  open: (chip: Chip) => void,
  remove?: { label: string; run: (chip: Chip) => void },
): TemplateResult | typeof nothing {
  if (chips.length === 0) return nothing;
  return html`<ul class="chips" aria-label=${label}>
    ${chips.map(
      (chip) => html`<li class="chip">
        <button type="button" class="chip-name" title=${visible(chip.title)} @click=${() => open(chip)}>
          <vscode-icon name=${chip.icon} size="14"></vscode-icon>
          <span>${visible(chip.label)}</span>
        </button>
        ${
          remove
            ? html`<button
                type="button"
                class="chip-remove"
                aria-label=${remove.label.replace("{0}", visible(chip.label))}
                title=${remove.label.replace("{0}", visible(chip.label))}
                @click=${() => remove.run(chip)}
              ><vscode-icon name="close" size="12"></vscode-icon></button>`
            : nothing
        }
      </li>`,
    )}
  </ul>`;
}
