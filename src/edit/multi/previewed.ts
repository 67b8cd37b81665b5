/** What a person has done with a preview; `reason` is a whole sentence for them. */
export type Previewed =
  | { kind: "applied" }
  | { kind: "discarded" }
  | { kind: "refused"; reason: string };
