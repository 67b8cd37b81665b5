import type {
  Chip,
  Meter,
  Notice,
  Offer,
  Recent,
  Shown,
  ShownAnswer,
  ShownModel,
  Texts,
  ToView,
} from "../../src/chat/messages.ts";

/** All that the view shows. */
export interface State {
  texts: Texts;
  /** null: a new conversation. */
  conversation: Shown | null;
  model: ShownModel | undefined;
  commands: readonly Offer[];
  recent: readonly Recent[];
  /** What the editor has selected, unless the person has taken it away. */
  selection: Chip | undefined;
  dismissed: string | undefined;
  draft: Draft;
  meter: Meter | undefined;
  notice: Notice | undefined;
  offers: Offers | undefined;
  dropping: boolean;
}

/** The question that is being written; kept while the view is out of sight. */
export interface Draft {
  text: string;
  chips: readonly Chip[];
  /** An earlier question is being edited: what it followed. */
  editing?: { id: string; after: string | null };
}

/** The list that is open while something is typed: it stands for the text from `from` on. */
export interface Offers {
  list: readonly Offer[];
  active: number;
  from: number;
}

/** The first state, from the view's texts and what was kept. */
export function firstState(texts: Texts, draft: Draft): State {
  return {
    texts,
    draft,
    conversation: null,
    model: undefined,
    commands: [],
    recent: [],
    selection: undefined,
    dismissed: undefined,
    meter: undefined,
    notice: undefined,
    offers: undefined,
    dropping: false,
  };
}

/** The state after a message of the extension; what only concerns the page changes nothing here. */
export function received(state: State, message: ToView): State {
  switch (message.kind) {
    case "texts":
      return { ...state, texts: message.texts };
    case "conversation": {
      const { conversation } = message;
      return { ...state, conversation, meter: conversation?.meter ?? undefined };
    }
    case "piece":
      return withPiece(state, message);
    case "model":
      return { ...state, model: message.model };
    case "commands":
      return { ...state, commands: message.commands };
    case "recent":
      return { ...state, recent: message.conversations };
    case "selection":
      return { ...state, selection: message.chip };
    case "attach":
      return { ...state, draft: withChips(state.draft, message.chips) };
    case "meter":
      return { ...state, meter: message.meter ?? state.meter };
    case "notice":
      return { ...state, notice: message.notice };
    case "refill":
      return state.draft.text === ""
        ? { ...state, draft: { text: message.text, chips: message.chips } }
        : state;
    case "offers":
    case "focus":
      return state;
  }
}

/** The answer that is being written, where one is. */
export function writing({ conversation }: State): ShownAnswer | undefined {
  const last = conversation?.entries.at(-1);
  return last?.role === "assistant" && last.writing ? last : undefined;
}

/** What goes with the question: what was attached, and the selection by itself. */
export function chipsToSend({ draft, selection, dismissed }: State): Chip[] {
  const own = selection && selection.title !== dismissed && !draft.editing ? [selection] : [];
  return [...draft.chips, ...own.filter((chip) => !draft.chips.some(sameAs(chip)))];
}

/** The draft with more attached; nothing is attached twice. */
export function withChips(draft: Draft, chips: readonly Chip[]): Draft {
  const fresh = chips.filter((chip) => !draft.chips.some(sameAs(chip)));
  return { ...draft, chips: [...draft.chips, ...fresh] };
}

function sameAs(chip: Chip): (other: Chip) => boolean {
  return ({ title, attached }) => title === chip.title && attached.kind === chip.attached.kind;
}

function withPiece(state: State, piece: ToView & { kind: "piece" }): State {
  if (!state.conversation) return state;
  const entries = state.conversation.entries.map((entry) => {
    if (entry.role !== "assistant" || entry.id !== piece.answer) return entry;
    return piece.thought
      ? { ...entry, thought: entry.thought + piece.text }
      : { ...entry, text: entry.text + piece.text };
  });
  return { ...state, conversation: { ...state.conversation, entries } };
}
