import type { Chip, FromView, Offer, OfferChoice, ShownQuestion } from "../../src/chat/messages.ts";
import { createCompleting } from "./completing.ts";
import type { ComposerActions } from "./composer.ts";
import { chipsToSend, type State, withChips, writing } from "./state.ts";

/** What writing a question needs of the view. */
interface DraftingParts {
  send(message: FromView): void;
  announce(text: string): void;
  change(next: Partial<State>): void;
  field(): HTMLTextAreaElement | null;
  read(): State;
  /** Called when a question has been asked. */
  asked(): void;
}

/** A question as it is written. */
export interface Drafting {
  readonly actions: ComposerActions;
  edit(question: ShownQuestion): void;
  /** Writes into the field, in place of what stands there. */
  write(text: string): void;
  offered(request: number, offers: readonly Offer[]): void;
  /** Asks, after a moment, how much of the context the question would take. */
  measure(): void;
}

const measureAfterMs = 400;

/** Creates the part of the view that a person writes in. */
export function createDrafting(parts: DraftingParts): Drafting {
  const { send, announce, change, field, read } = parts;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const completing = createCompleting({ send, announce, change, read, taken });

  function write(text: string, caret = text.length): void {
    change({ draft: { ...read().draft, text } });
    const element = field();
    if (element) {
      element.value = text;
      element.setSelectionRange(caret, caret);
      element.focus();
    }
    measure();
  }

  function taken(choice: OfferChoice, from: number): void {
    const { text } = read().draft;
    const before = text.slice(0, from);
    const behind = text.slice(field()?.selectionStart ?? text.length);
    if (choice.kind === "text") {
      write(before + choice.text + behind.trimStart());
      return;
    }
    if (choice.kind === "chip") change({ draft: withChips(read().draft, [choice.chip]) });
    else send({ kind: "pick", what: choice.what });
    write(before + behind, before.length);
  }

  function measure(): void {
    clearTimeout(timer);
    timer = setTimeout(() => {
      const question = readQuestion();
      if (question) send({ kind: "measure", ...question });
    }, measureAfterMs);
  }

  /** What would be asked now; undefined where nothing can be. */
  function readQuestion(): Omit<FromView & { kind: "send" }, "kind"> | undefined {
    const state = read();
    const { text, editing } = state.draft;
    if (text.trim() === "" || writing(state)) return undefined;
    return { text, chips: chipsToSend(state), ...(editing && { after: editing.after }) };
  }

  function ask(): void {
    const question = readQuestion();
    if (!question) return;
    clearTimeout(timer);
    send({ kind: "send", ...question });
    completing.close();
    // A selection that went with a question is no news to the next.
    const dismissed = read().selection?.title;
    change({ draft: { text: "", chips: [] }, notice: undefined, dismissed });
    // What is typed before the next frame would be put behind the old text.
    const element = field();
    if (element) element.value = "";
    parts.asked();
  }

  function edit({ id, after, text, chips }: ShownQuestion): void {
    change({ draft: { text, chips, editing: { id, after } } });
    write(text);
  }

  function cancelEditing(): void {
    change({ draft: { text: "", chips: [] } });
    field()?.focus();
  }

  function removeChip(chip: Chip): void {
    const { draft, selection } = read();
    if (chip.title === selection?.title) change({ dismissed: chip.title });
    change({ draft: { ...draft, chips: draft.chips.filter((each) => each !== chip) } });
    field()?.focus();
    measure();
  }

  /** Whether a key did something other than write. */
  function pressed(event: KeyboardEvent): boolean {
    const state = read();
    if (completing.key(event)) return true;
    if (event.key === "Enter" && !event.shiftKey) {
      ask();
      return true;
    }
    if (event.key === "Escape" && state.draft.editing && !writing(state)) {
      cancelEditing();
      return true;
    }
    const last = state.conversation?.entries.findLast((entry) => entry.role === "user");
    if (event.key !== "ArrowUp" || state.draft.text !== "" || !last || writing(state)) return false;
    edit(last);
    return true;
  }

  return {
    edit,
    write,
    measure,
    offered: completing.offered,
    actions: {
      key(event) {
        if (!event.isComposing && pressed(event)) event.preventDefault();
      },
      input(element) {
        change({ draft: { ...read().draft, text: element.value } });
        completing.look(element.value, element.selectionStart);
        measure();
      },
      ...{ removeChip, cancelEditing, send: ask },
      take: completing.take,
      closeOffers: completing.close,
      stop: () => send({ kind: "stop" }),
      attach: () => send({ kind: "pick" }),
      openChip: (chip) => send({ kind: "openChip", chip }),
      run: (action) => send({ kind: "run", action }),
    },
  };
}
