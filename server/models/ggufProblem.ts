/**
 * Why a GGUF file is refused, thrown while it is parsed and turned into a value by `readGguf`. The
 * message goes on after the file's name: "is a folder.".
 */
export class GgufProblem extends Error {
  readonly remedy: string;

  constructor(message: string, remedy: string) {
    super(message);
    this.remedy = remedy;
  }
}

/** What a person can do about a refused file. */
export const remedies = {
  choose: "Choose a language model in GGUF format; the names of such files end in .gguf.",
  fetch: "Download or copy it again.",
  distrust:
    "It is damaged or was made to do harm: get it again, from a source that you trust, and compare its checksum.",
  convert: "Get a newer conversion of this model, in GGUF version 3 for little-endian machines.",
} as const;
