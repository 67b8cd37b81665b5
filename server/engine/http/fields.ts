/** What was parsed from JSON that somebody else wrote. Each function returns undefined for what it is not. */
export type Json = Record<string, unknown>;

/** The object at a path of names and indices. */
export function objectAt(value: unknown, ...path: (string | number)[]): Json | undefined {
  const found = at(value, path);
  return typeof found === "object" && found !== null && !Array.isArray(found)
    ? (found as Json)
    : undefined;
}

/** The list at a path. */
export function listAt(value: unknown, ...path: (string | number)[]): unknown[] | undefined {
  const found = at(value, path);
  return Array.isArray(found) ? found : undefined;
}

/** The text at a path. */
export function textAt(value: unknown, ...path: (string | number)[]): string | undefined {
  const found = at(value, path);
  return typeof found === "string" ? found : undefined;
}

/** The finite number at a path. */
export function numberAt(value: unknown, ...path: (string | number)[]): number | undefined {
  const found = at(value, path);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

function at(value: unknown, path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (inner, name) =>
      typeof inner === "object" && inner !== null ? (inner as Json)[name] : undefined,
    value,
  );
}
