/** A cursor in a document: the whole text before it, and what stands behind it. */
export interface Place {
  path: string;
  languageId: string;
  prefix: string;
  suffix: string;
}

/** Something that says how a line goes on, from the text of a project. */
export interface Completer {
  /** A file of the project as it is now; undefined text: it is gone. */
  update(path: string, languageId: string, text: string | undefined): void;
  /** Takes in the changes so far, where `update` only notes them; called before any question. */
  settle?(): void;
  /** How the line at the cursor goes on; further lines may follow. Undefined: nothing to say. */
  answer(at: Place): Answer | undefined;
  /** Finds the places with the longest match alone, where that is a step of its own. */
  match?(at: Place): void;
}

/** What a completer says; the surer the greater its probability, which need not be calibrated. */
export interface Answer {
  text: string;
  probability: number;
}

/** A completer that also tells on what its probability stands, for the fit. */
export interface Explainer extends Completer {
  /** All that it might say, the likeliest first. */
  explain(at: Place): Explained[];
}

/** A possible answer and what speaks for it: numbers by name, the same names each time. */
export interface Explained {
  text: string;
  features: Readonly<Record<string, number>>;
}

/** A cursor in a line that somebody added, and how that line went on. */
export interface EchoCase extends Place {
  /** The name of the repository's folder. */
  repository: string;
  commit: string;
  /** Whether the cursor stands behind the line's indentation, or further on in it. */
  where: "line start" | "inside";
  /** The rest of the line, without white space at its end; never empty. */
  rest: string;
}
