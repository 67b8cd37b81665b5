/** A question about a repository at a commit, and the places that answer it. */
export interface Question {
  /**
   * `commit`: what somebody set out to change; `docstring`: what a function says of itself; `open file`:
   * what somebody set out to change who looks at one of the files, and needs the others.
   */
  readonly kind: "commit" | "docstring" | "open file";
  /** OWNER/NAME, and the commit whose files are searched. */
  readonly repository: string;
  readonly commit: string;
  readonly text: string;
  readonly answers: readonly Place[];
  /** The path of the file that is looked at. */
  readonly near?: string;
}

/** Lines of a file, counted from one, both ends included. */
export interface Place {
  readonly path: string;
  readonly first: number;
  readonly last: number;
}

/** Whether two runs of lines have a line in common. */
export function meet(one: Place, other: Place): boolean {
  return one.path === other.path && one.first <= other.last && other.first <= one.last;
}
