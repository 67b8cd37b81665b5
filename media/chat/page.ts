import { html, nothing, render } from "lit";
import { repeat } from "lit/directives/repeat.js";
import type { ShownQuestion, Texts, ToView } from "../../src/chat/messages.ts";
import { drawComposer, fieldId } from "./composer.ts";
import { createDrafting } from "./drafting.ts";
import { drawAnswer, drawQuestion, type EntryActions } from "./drawEntry.ts";
import { drawWelcome } from "./drawWelcome.ts";
import { createDropping } from "./dropping.ts";
import { type Follow, followEnd } from "./follow.ts";
import type { Host } from "./host.ts";
import { listenForPictures } from "./pasting.ts";
import { firstState, received, type State, writing } from "./state.ts";
import { createTexts } from "./texts.ts";

/** Draws the view into the page, at most once a frame, and answers the person. */
export function createView(texts: Texts, host: Host): { take(message: ToView): void } {
  let state = firstState(texts, host.kept.draft ?? { text: "", chips: [] });
  let scheduled = false;
  let announcement = "";
  let kept = host.kept;
  let follow: Follow | undefined;
  const { send } = host;
  const answers = createTexts(texts, (action, block) => {
    send({ kind: "code", action, block });
    if (action === "copy") announce(texts.copied);
  });

  function change(next: Partial<State>): void {
    state = { ...state, ...next };
    keep();
    schedule();
  }

  /** Only what has changed is kept: pieces come many times a second. */
  function keep(): void {
    const { draft } = state;
    const id = state.conversation?.id;
    if (draft === kept.draft && id === kept.conversation) return;
    kept = { draft, ...(id !== undefined && { conversation: id }) };
    host.keep(kept);
  }

  function schedule(): void {
    if (scheduled) return;
    scheduled = true;
    requestAnimationFrame(() => {
      scheduled = false;
      draw();
    });
  }

  /** Says something to a screen reader; the same twice is said twice. */
  function announce(text: string): void {
    announcement = text === announcement ? `${text}\u00a0` : text;
    schedule();
  }

  const field = (): HTMLTextAreaElement | null =>
    document.querySelector<HTMLTextAreaElement>(`#${fieldId}`);

  const drafting = createDrafting({
    send,
    announce,
    change,
    field,
    read: () => state,
    asked: () => follow?.toEnd(),
  });

  const entryActions: EntryActions = {
    edit: (question: ShownQuestion) => drafting.edit(question),
    again: (answer) => send({ kind: "again", answer }),
    goOn: () => send({ kind: "goOn" }),
    branch: (message) => send({ kind: "branch", message }),
    way: (message) => send({ kind: "way", message }),
    copy(text) {
      send({ kind: "copy", text });
      announce(texts.copied);
    },
    openSource: (answer, index) => send({ kind: "openSource", answer, index }),
    openChip: (chip) => send({ kind: "openChip", chip }),
  };

  const dropping = createDropping({
    dropped: (uris) => send({ kind: "dropped", uris }),
    over: (over) => change({ dropping: over }),
  });
  dropping.listen(document.body);
  listenForPictures(document.body, { pasted: (picture) => send({ kind: "pasted", ...picture }) });

  document.body.addEventListener("click", (event) => {
    const link = (event.target as Element).closest?.("a[data-address]");
    const address = link?.getAttribute("data-address");
    if (!address) return;
    event.preventDefault();
    send({ kind: "openLink", address });
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && writing(state)) send({ kind: "stop" });
  });

  function draw(): void {
    const entries = state.conversation?.entries ?? [];
    answers.update(entries);
    render(
      html`<main class="log" tabindex="-1" aria-label=${texts.messages}>
          ${
            entries.length === 0
              ? drawWelcome(state, {
                  open: (conversation) => send({ kind: "open", conversation }),
                  list: () => send({ kind: "run", action: "conversations" }),
                  write: (text) => drafting.write(text),
                })
              : repeat(
                  entries,
                  ({ id }) => id,
                  (entry) =>
                    entry.role === "user"
                      ? drawQuestion(entry, texts, entryActions)
                      : drawAnswer(entry, answers.of(entry.id), texts, entryActions),
                )
          }
        </main>
        ${
          follow && !follow.atEnd && entries.length > 0
            ? html`<div class="to-end">
                <vscode-toolbar-button
                  icon="arrow-down"
                  label=${texts.toEnd}
                  title=${texts.toEnd}
                  @click=${() => follow?.toEnd()}
                ></vscode-toolbar-button>
              </div>`
            : nothing
        }
        ${drawComposer(state, drafting.actions)}
        <div class="announcement" role="status">${announcement}</div>
        ${state.dropping ? html`<div class="dropping" aria-hidden="true">${texts.drop}</div>` : nothing}`,
      document.body,
    );
    const log = document.querySelector<HTMLElement>(".log");
    if (log) follow ??= followEnd(log, schedule);
    follow?.drawn();
  }

  draw();
  drafting.measure();

  return {
    take(message) {
      const before = writing(state);
      const other = state.conversation?.id;
      state = received(state, message);
      if (before && !writing(state) && state.conversation?.id === other) announce(texts.ended);
      if (!before && writing(state)) announce(texts.writing);
      if (message.kind === "offers") drafting.offered(message.request, message.offers);
      if (message.kind === "focus") field()?.focus();
      if (message.kind === "attach") drafting.measure();
      if (message.kind === "conversation" && state.conversation?.id !== other) follow?.toEnd();
      change({});
    },
  };
}
