import { html, nothing, type TemplateResult } from "lit";
import { live } from "lit/directives/live.js";
import type { Action, Chip } from "../../src/chat/messages.ts";
import { visible } from "./controls.ts";
import { drawChips } from "./drawChips.ts";
import { drawMeter } from "./drawMeter.ts";
import { drawOffers, offersId } from "./drawOffers.ts";
import { chipsToSend, type State, writing } from "./state.ts";

/** The id of the field. */
export const fieldId = "question";

/** What the lower part of the view does. */
export interface ComposerActions {
  input(field: HTMLTextAreaElement): void;
  key(event: KeyboardEvent): void;
  closeOffers(): void;
  take(index: number): void;
  send(): void;
  stop(): void;
  attach(): void;
  cancelEditing(): void;
  removeChip(chip: Chip): void;
  openChip(chip: Chip): void;
  run(action: Action): void;
}

/**
 * The field for a question, with what goes with it. The field is the browser's own: only a field in
 * the same tree as the list that completes it can name the list's active row to a screen reader.
 */
export function drawComposer(state: State, actions: ComposerActions): TemplateResult {
  const { texts, draft, offers, model } = state;
  const isWriting = writing(state) !== undefined;
  return html`<section class="composer" aria-label=${texts.question}>
    ${drawNotice(state, actions)} ${drawModel(state, actions)}
    ${
      draft.editing
        ? html`<p class="editing">
            ${texts.editing}
            <button type="button" class="link" @click=${actions.cancelEditing}>
              ${texts.cancelEditing}
            </button>
          </p>`
        : nothing
    }
    ${drawOffers(offers, texts.offers, actions.take)}
    <div class="field">
      ${drawChips(chipsToSend(state), texts.attached, actions.openChip, {
        label: texts.remove,
        run: actions.removeChip,
      })}
      <textarea
        id=${fieldId}
        rows="1"
        dir="auto"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-label=${texts.placeholder}
        aria-description=${texts.keys}
        aria-controls=${offers ? offersId : nothing}
        aria-activedescendant=${offers ? `${offersId}-${offers.active}` : nothing}
        placeholder=${texts.placeholder}
        .value=${live(draft.text)}
        @input=${(event: Event) => actions.input(event.target as HTMLTextAreaElement)}
        @keydown=${actions.key}
        @blur=${actions.closeOffers}
      ></textarea>
      <div class="field-actions">
        <vscode-toolbar-button
          icon="attach"
          label=${texts.attach}
          title=${texts.attach}
          @click=${actions.attach}
        ></vscode-toolbar-button>
        <span class="who">${visible(model?.name ?? "")}</span>
        ${
          isWriting
            ? html`<vscode-toolbar-button
                class="stop"
                icon="debug-stop"
                label=${texts.stop}
                title=${texts.stop}
                @click=${actions.stop}
              ></vscode-toolbar-button>`
            : html`<vscode-toolbar-button
                class="send"
                icon="send"
                label=${texts.send}
                title=${texts.send}
                @click=${actions.send}
              ></vscode-toolbar-button>`
        }
      </div>
    </div>
    ${drawMeter(state.meter, texts)}
  </section>`;
}

function drawNotice({ notice }: State, { run }: ComposerActions): TemplateResult | typeof nothing {
  if (!notice) return nothing;
  const { text, action } = notice;
  return html`<p class="notice" role="status">
    ${visible(text)}
    ${
      action
        ? html`<button type="button" class="link" @click=${() => run(action.action)}>
            ${action.label}
          </button>`
        : nothing
    }
  </p>`;
}

function drawModel({ model }: State, { run }: ComposerActions): TemplateResult | typeof nothing {
  if (model?.sentence === undefined) return nothing;
  return html`<div class="model ${model.attention ? "attention" : ""}">
    <p>${visible(model.sentence)}</p>
    ${model.actions.map(
      ({ action, label }, index) => html`<vscode-button
        ?secondary=${index > 0}
        @click=${() => run(action)}
      >${label}</vscode-button>`,
    )}
  </div>`;
}
