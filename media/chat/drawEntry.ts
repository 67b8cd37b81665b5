import { html, nothing, type TemplateResult } from "lit";
import type { Chip, ShownAnswer, ShownQuestion, Texts, Ways } from "../../src/chat/messages.ts";
import type { AnswerText } from "./answerText.ts";
import { visible } from "./controls.ts";
import { drawChips } from "./drawChips.ts";

/** What can be done with a message. */
export interface EntryActions {
  edit(question: ShownQuestion): void;
  again(answer: string): void;
  goOn(): void;
  branch(message: string): void;
  way(message: string): void;
  copy(text: string): void;
  openSource(answer: string, index: number): void;
  openChip(chip: Chip): void;
}

/** A question, with what was attached to it. */
export function drawQuestion(
  question: ShownQuestion,
  texts: Texts,
  actions: EntryActions,
): TemplateResult {
  return html`<article class="question" aria-label=${texts.you} data-id=${question.id}>
    <div class="asked-row">
      <div class="actions">
        ${drawWays(question.ways, texts, actions)}
        ${action("edit", texts.edit, () => actions.edit(question))}
      </div>
      <p class="asked" dir="auto">${visible(question.text)}</p>
    </div>
    ${drawChips(question.chips, texts.attached, actions.openChip)}
  </article>`;
}

/** An answer: its text is drawn into `text` elsewhere, and thoughts into `thought`. */
export function drawAnswer(
  answer: ShownAnswer,
  parts: { text: AnswerText; thought: AnswerText },
  texts: Texts,
  actions: EntryActions,
): TemplateResult {
  const { id, writing, sources, notes, ending, ways } = answer;
  return html`<article
    class="answer"
    aria-label=${visible(answer.author)}
    aria-busy=${writing}
    data-id=${id}
  >
    ${answer.author === "" ? nothing : html`<p class="author">${visible(answer.author)}</p>`}
    ${drawThought(answer, parts.thought, texts)}
    ${parts.text.root}
    ${
      writing && answer.text === "" && answer.thought === ""
        ? html`<p class="waiting"><vscode-progress-ring></vscode-progress-ring>${texts.writing}</p>`
        : nothing
    }
    ${notes.map(
      (note) =>
        html`<p class="note"><vscode-icon name="info" size="14"></vscode-icon> ${visible(note)}</p>`,
    )}
    ${
      ending === undefined
        ? nothing
        : html`<p class="ending">
            ${visible(ending)}
            ${
              answer.mayGoOn
                ? html`<vscode-button secondary @click=${actions.goOn}>${texts.goOn}</vscode-button>`
                : nothing
            }
          </p>`
    }
    ${
      answer.summary === undefined
        ? nothing
        : html`<details class="summary">
            <summary>${texts.summary}</summary>
            <p>${visible(answer.summary)}</p>
          </details>`
    }
    ${drawSources(id, sources, texts, actions)}
    ${
      writing
        ? nothing
        : html`<div class="actions">
            ${drawWays(ways, texts, actions)}
            ${action("refresh", texts.again, () => actions.again(id))}
            ${action("copy", texts.copy, () => actions.copy(answer.text))}
            ${action("git-branch", texts.branch, () => actions.branch(id))}
          </div>`
    }
  </article>`;
}

function drawThought(
  { thought, text, writing }: ShownAnswer,
  drawn: AnswerText,
  texts: Texts,
): TemplateResult | typeof nothing {
  if (thought === "") return nothing;
  const title = writing && text === "" ? texts.thinking : texts.thought;
  return html`<details class="thought"><summary>${title}</summary>${drawn.root}</details>`;
}

function drawSources(
  answer: string,
  sources: ShownAnswer["sources"],
  texts: Texts,
  actions: EntryActions,
): TemplateResult | typeof nothing {
  if (sources.length === 0) return nothing;
  return html`<details class="sources">
    <summary>${texts.sources.replace("{0}", String(sources.length))}</summary>
    <ul>
      ${sources.map(
        ({ label, title }, index) => html`<li>
          <a
            href="#"
            @click=${(event: Event) => {
              event.preventDefault();
              actions.openSource(answer, index);
            }}
            >${visible(label)}</a
          >
          ${title === "" ? nothing : html`<span class="symbol">${visible(title)}</span>`}
        </li>`,
      )}
    </ul>
  </details>`;
}

function drawWays(
  ways: Ways | undefined,
  texts: Texts,
  { way }: EntryActions,
): TemplateResult | typeof nothing {
  if (!ways) return nothing;
  const { previous, next, label } = ways;
  return html`<span class="ways">
    ${previous === undefined ? nothing : action("chevron-left", texts.previousWay, () => way(previous))}
    <span>${label}</span>
    ${next === undefined ? nothing : action("chevron-right", texts.nextWay, () => way(next))}
  </span>`;
}

function action(icon: string, label: string, run: () => void): TemplateResult {
  return html`<vscode-toolbar-button
    icon=${icon}
    label=${label}
    title=${label}
    @click=${run}
  ></vscode-toolbar-button>`;
}
