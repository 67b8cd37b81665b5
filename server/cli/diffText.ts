import { createTwoFilesPatch } from "diff";

/** A file before and after; undefined: there is none. */
export interface FileChange {
  /** As a person sees it. */
  path: string;
  before: string | undefined;
  after: string;
}

/** The change of a file as a unified diff that `git apply` and `patch` take. */
export function diffText({ path, before, after }: FileChange): string {
  const patch = createTwoFilesPatch(
    before === undefined ? "/dev/null" : `a/${path}`,
    `b/${path}`,
    before ?? "",
    after,
    undefined,
    undefined,
    { context: 3 },
  );
  // Its first line is a ruler.
  return patch.replace(/^=+\n/, "");
}

/** A unified diff in the colours that git gives it. */
export function coloured(diff: string): string {
  return diff
    .split("\n")
    .map((line) => {
      const code = codes.find(({ start }) => line.startsWith(start))?.code;
      return code === undefined ? line : `\u001b[${code}m${line}\u001b[m`;
    })
    .join("\n");
}

const codes = [
  { start: "---", code: 1 },
  { start: "+++", code: 1 },
  { start: "@@", code: 36 },
  { start: "-", code: 31 },
  { start: "+", code: 32 },
];
