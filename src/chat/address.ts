/** Where a link of an answer leads, if it may be followed. Lines are zero-based. */
export type Address =
  | { kind: "web"; address: string }
  | { kind: "file"; path: string; firstLine?: number; lastLine?: number };

/**
 * Reads a link as a model writes it: `https://…` leads to the web, `src/a.ts`, `src/a.ts:12`,
 * `src/a.ts:12-20` and `src/a.ts#L12-L20` into a file. Every other scheme leads nowhere.
 */
export function addressOf(link: string): Address | undefined {
  const trimmed = link.trim();
  if (/^https?:\/\//i.test(trimmed))
    return URL.canParse(trimmed) ? { kind: "web", address: trimmed } : undefined;
  const found = /^(.*?)(?::(\d+)(?::\d+)?(?:[-–](\d+))?|#L(\d+)(?:-L?(\d+))?)?$/u.exec(
    decoded(trimmed).replace(/^file:\/\//i, ""),
  );
  const path = found?.[1] ?? "";
  // A drive's letter is a path; any longer word before a colon is a scheme.
  if (path === "" || /^[a-z][a-z0-9+.-]+:/i.test(path) || path.startsWith("#")) return undefined;
  const first = found?.[2] ?? found?.[4];
  const last = found?.[3] ?? found?.[5];
  return {
    kind: "file",
    path,
    ...(first !== undefined && { firstLine: Math.max(0, Number(first) - 1) }),
    ...(last !== undefined && { lastLine: Math.max(0, Number(last) - 1) }),
  };
}

function decoded(link: string): string {
  try {
    return decodeURIComponent(link);
  } catch {
    return link;
  }
}
