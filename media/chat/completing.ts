import type { FromView, Offer, OfferChoice } from "../../src/chat/messages.ts";
import type { Offers, State } from "./state.ts";
import { triggerAt } from "./trigger.ts";

/** What the list that completes the field needs of the view. */
interface CompletingParts {
  send(message: FromView): void;
  announce(text: string): void;
  change(next: Partial<State>): void;
  read(): State;
  /** Called with what was taken, and where the text begins that it stands for. */
  taken(choice: OfferChoice, from: number): void;
}

/** The list that opens while a person types `@`, `#` or `/`. */
export interface Completing {
  /** The text has changed, or the caret has moved. */
  look(text: string, caret: number): void;
  offered(request: number, offers: readonly Offer[]): void;
  take(index: number): void;
  close(): void;
  /** Whether a key was meant for the list. */
  key(event: KeyboardEvent): boolean;
}

/** Creates the list over the view's state. */
export function createCompleting(parts: CompletingParts): Completing {
  const { send, announce, change, read } = parts;
  let request = 0;
  let waiting: { request: number; from: number } | undefined;

  function open(list: readonly Offer[], from: number): void {
    change({ offers: list.length === 0 ? undefined : { list, active: 0, from } });
    if (list.length > 0) announce(read().texts.offersCount.replace("{0}", String(list.length)));
  }

  function close(): void {
    waiting = undefined;
    if (read().offers) change({ offers: undefined });
  }

  function take(index: number): void {
    const { offers } = read();
    const choice = offers?.list[index]?.choice;
    close();
    if (offers && choice) parts.taken(choice, offers.from);
  }

  function move({ list, active, from }: Offers, by: number): void {
    change({ offers: { list, from, active: (active + by + list.length) % list.length } });
  }

  return {
    close,
    take,
    look(text, caret) {
      const trigger = triggerAt(text, caret);
      if (!trigger) {
        close();
      } else if (trigger.sign === "/") {
        const wanted = `/${trigger.query}`.toLowerCase();
        const fitting = read().commands.filter(({ label }) =>
          label.toLowerCase().startsWith(wanted),
        );
        open(fitting, trigger.from);
      } else {
        const { sign, query, from } = trigger;
        request += 1;
        waiting = { request, from };
        send({ kind: "offers", request, trigger: sign, query });
      }
    },
    offered(answered, offers) {
      if (waiting?.request === answered) open(offers, waiting.from);
    },
    key({ key, shiftKey }) {
      const { offers } = read();
      if (!offers || shiftKey) return false;
      if (key === "ArrowDown") move(offers, 1);
      else if (key === "ArrowUp") move(offers, -1);
      else if (key === "Enter" || key === "Tab") take(offers.active);
      else if (key === "Escape") close();
      else return false;
      return true;
    },
  };
}
