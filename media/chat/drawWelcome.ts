import { html, nothing, type TemplateResult } from "lit";
import { visible } from "./controls.ts";
import type { State } from "./state.ts";

/** What stands in the view before the first question. */
export function drawWelcome(
  { texts, recent, commands }: State,
  actions: { open(conversation: string): void; list(): void; write(text: string): void },
): TemplateResult {
  return html`<section class="welcome">
    <h1>${texts.welcome}</h1>
    <p class="introduction">${texts.welcomeHint}</p>
    ${
      commands.length === 0
        ? nothing
        : html`<p class="suggested">
            ${commands.slice(0, 6).map(
              ({ label, description }) => html`<button
                type="button"
                class="command"
                title=${visible(description)}
                @click=${() => actions.write(`${label} `)}
              >${visible(label)}</button>`,
            )}
          </p>`
    }
    ${
      recent.length === 0
        ? nothing
        : html`<h2>${texts.recent}</h2>
            <ul class="recent">
              ${recent.map(
                ({ id, title, when }) => html`<li>
                  <button type="button" class="row" @click=${() => actions.open(id)}>
                    <span>${visible(title)}</span><span class="when">${when}</span>
                  </button>
                </li>`,
              )}
            </ul>
            <button type="button" class="link" @click=${actions.list}>${texts.allConversations}</button>`
    }
  </section>`;
}
