/** The answer to one item of `workspace/configuration`: what stands at a path like `a.b`; null if nothing. */
export function configured(settings: Readonly<Record<string, unknown>>, section?: string): unknown {
  if (section === undefined || section === "") return settings;
  let value: unknown = settings;
  for (const key of section.split(".")) {
    if (typeof value !== "object" || value === null) return null;
    value = (value as Record<string, unknown>)[key];
  }
  return value ?? null;
}
