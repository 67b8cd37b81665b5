/** Ends a script with one sentence on what happened and one on how to mend it; no stack is shown. */
export class Stop extends Error {
  /**
   * @param {string} what
   * @param {string} mend
   */
  constructor(what, mend) {
    super(what);
    this.mend = mend;
  }
}

/** Prints `error` for a person: a `Stop` as its two sentences, anything else, a bug, with its stack. */
export function printError(/** @type {unknown} */ error) {
  if (error instanceof Stop) console.error(`\n✗ ${error.message}\n  ${error.mend}`);
  else console.error(error);
}
