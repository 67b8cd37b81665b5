/** What is left of a draft while the model writes: by its text, because the model may cut it into other tokens. */
export interface DraftText {
  /** Empty once the model has written something else, or all of it. */
  readonly left: string;
  wrote(text: string): void;
  /** It is not looked at again. */
  putAway(): void;
}

/** Creates what is left of a draft before anything is written. */
export function createDraftText(text: string): DraftText {
  let left = text;
  return {
    get left() {
      return left;
    },
    wrote(written) {
      left = left.startsWith(written) ? left.slice(written.length) : "";
    },
    putAway() {
      left = "";
    },
  };
}
