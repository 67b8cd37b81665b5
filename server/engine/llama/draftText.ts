/** What is left of a draft while the model writes: by its text, because the model may cut it into other tokens. */
export interface DraftText {
  /** Empty once the model has written something else, or all of it. */
  readonly left: string;
  /** Tokens that the model has written as the draft has them. */
  readonly agreed: number;
  /** Takes a token's text. */
  wrote(text: string): void;
}

/** Creates what is left of a draft before anything is written. */
export function createDraftText(text: string): DraftText {
  let left = text;
  let agreed = 0;
  return {
    get left() {
      return left;
    },
    get agreed() {
      return agreed;
    },
    wrote(written) {
      if (left === "") return;
      const isSame = left.startsWith(written);
      left = isSame ? left.slice(written.length) : "";
      if (isSame) agreed += 1;
    },
  };
}
