import type { Checks } from "../check/checks.ts";
import type { EditEvent, EditOutcome, ProposedFile } from "../protocol/edit.ts";
import { digestOf } from "./digest.ts";
import { proposedHunks } from "./hunks.ts";
import { linesOf } from "./lines.ts";
import { type PlaceOptions, textNow } from "./place.ts";
import { isWorse, verify } from "./verify.ts";

/** A file as it would be, with LF ends. */
export interface FileAfter {
  uri: string;
  languageId: string;
  after: string;
}

/** Milliseconds that a formatter has for a file, and for how many files it is waited. */
const formatBudgetMs = 3_000;
const mostFormatted = 12;

/** Proposes what becomes of several files, after all of them were tried together. */
export async function proposeFiles(
  { edit, title, files }: { edit: string; title: string; files: readonly FileAfter[] },
  options: PlaceOptions & { checks: Checks },
  { signal, tell }: { signal: AbortSignal; tell(event: EditEvent): void },
): Promise<EditOutcome> {
  tell({ edit, kind: "stage", stage: "checking" });
  const known = await Promise.all(
    files.map(async (file) => ({ ...file, now: await textNow(file.uri, options) })),
  );
  const shadows = known.map(({ uri, languageId, after, now }) => ({
    ...{ uri, languageId, after, before: now?.lines.text },
  }));
  const verified = await verify(shadows, { ...options, signal });
  if (signal.aborted) return { kind: "cancelled" };
  const formatters = new Set<string>();
  const texts = new Map<string, string>();
  for (const shadow of isWorse(verified) ? [] : shadows.slice(0, mostFormatted)) {
    const formatted = await options.checks.format(shadow, { budgetMs: formatBudgetMs, signal });
    if (formatted.kind === "unformatted") continue;
    texts.set(shadow.uri, linesOf(formatted.text).text);
    formatters.add(formatted.by);
  }
  if (signal.aborted) return { kind: "cancelled" };
  const proposed = known.flatMap(({ uri, after, now }): ProposedFile[] => {
    const lines = now?.lines ?? linesOf("");
    const hunks = proposedHunks(lines, texts.get(uri) ?? after);
    if (!now) return [{ uri, version: null, isNew: true, hunks }];
    if (hunks.length === 0) return [];
    const stamp = now.version === null ? { digest: digestOf(lines.text) } : {};
    return [{ uri, version: now.version, ...stamp, hunks }];
  });
  if (proposed.length === 0) return { kind: "refused", reason: "This would change nothing." };
  const formatter = [...formatters].join(", ");
  const checks = { ...verified, ...(formatter === "" ? {} : { formatter }), repaired: false };
  const proposal = { edit, title, files: proposed, checks };
  return { kind: "proposal", proposal };
}
