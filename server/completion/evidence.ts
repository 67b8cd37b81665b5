import { createSharedAccount } from "./sharedAccount.ts";
import { mostObservations, type Observation } from "./strictness.ts";

/** What has been seen of a person, by model and language: probabilities of one model say nothing of another. */
export interface Evidence {
  /** Oldest first. Empty until the file has been read, which the first call begins. */
  of(about: About): readonly Observation[];
  add(about: About, observation: Observation): void;
  /** All languages of a model, with what other servers have written until now. */
  read(model: string): Promise<{ language: string; seen: readonly Observation[] }[]>;
  reset(): Promise<void>;
  /** Writes what has been added since the last time. */
  flush(): Promise<void>;
}

/** What an observation is about: a model by its fingerprint, and a language. */
export interface About {
  model: string;
  language: string;
}

interface Kept {
  rows: Row[];
}

interface Row extends About {
  seen: Observation[];
}

/** Pairs of model and language that are remembered, those with the newest observations. */
const mostRows = 64;

/** Creates the evidence; `storage` names a folder, and without one it lasts as long as the server. */
export function createEvidence(options: {
  storage(): string | undefined;
  log(line: string): void;
}): Evidence {
  const account = createSharedAccount<Kept>({
    ...options,
    fileName: "strictness.json",
    empty: () => ({ rows: [] }),
    sum,
    isSound,
  });
  return {
    of: ({ model, language }) =>
      account.known.rows.find((row) => row.model === model && row.language === language)?.seen ??
      [],
    add(about, { at, mean, taken }) {
      const rounded = { at, mean: Math.round(mean * 1_000) / 1_000, taken };
      account.add({ rows: [{ ...about, seen: [rounded] }] });
    },
    async read(model) {
      const { rows } = await account.read();
      return rows.filter((row) => row.model === model);
    },
    reset: account.reset,
    flush: account.flush,
  };
}

function sum(before: Kept, more: Kept): Kept {
  const rows = new Map(before.rows.map((row) => [keyOf(row), row]));
  for (const row of more.rows) {
    const seen = [...(rows.get(keyOf(row))?.seen ?? []), ...row.seen];
    seen.sort((a, b) => a.at - b.at);
    rows.set(keyOf(row), { ...row, seen: seen.slice(-mostObservations) });
  }
  const newest = [...rows.values()].sort((a, b) => lastAt(b) - lastAt(a));
  return { rows: newest.slice(0, mostRows) };
}

function isSound(value: unknown): value is Kept {
  const { rows } = (value ?? {}) as Partial<Kept>;
  return Array.isArray(rows) && rows.every(isRow);
}

function isRow(value: unknown): boolean {
  const { model, language, seen } = (value ?? {}) as Partial<Row>;
  return (
    typeof model === "string" &&
    typeof language === "string" &&
    Array.isArray(seen) &&
    seen.every(isObservation)
  );
}

function isObservation(value: unknown): boolean {
  const { at, mean, taken } = (value ?? {}) as Partial<Observation>;
  return (
    typeof at === "number" && typeof mean === "number" && mean <= 0 && typeof taken === "boolean"
  );
}

function lastAt({ seen }: Row): number {
  return seen.at(-1)?.at ?? 0;
}

function keyOf({ model, language }: About): string {
  return JSON.stringify([model, language]);
}
