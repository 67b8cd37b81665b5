import type { Row, Sqlite } from "../sqlite.ts";
import type { Closeness, IndexQuery, IndexResult, Why } from "../workspaceIndex.ts";
import { asksBeside, isBeside } from "./beside.ts";
import { fuse } from "./fuse.ts";
import { createNearby } from "./nearby.ts";
import { questionOf } from "./question.ts";
import { ranking as fitted, type Ranking } from "./ranking.ts";
import { createSymbolSearch, type FoundSymbol } from "./symbols.ts";
import { createTextSearch, type TextMatch } from "./text.ts";
import { createVectorSearch } from "./vectors.ts";

/** What one index has found; the path is relative to its folder. */
export type Found = Omit<IndexResult, "uri">;

/** A query whose documents are given by their paths, relative to the folder. */
export type FolderQuery = IndexQuery;

/** Prepares to search one index, which is only read; the best come first. */
export function createSearch(
  database: Sqlite,
  { ranking = fitted }: { ranking?: Ranking } = {},
): (query: FolderQuery) => Found[] {
  const byText = createTextSearch(database);
  const bySymbol = createSymbolSearch(database);
  const byVector = createVectorSearch(database);
  const closeFiles = createNearby(database);
  const chunk = database.prepare(
    `SELECT chunk.*, file.path, file.language
     FROM chunk JOIN file ON file.id = chunk.file WHERE chunk.id = ?`,
  );

  return (query) => {
    const question = questionOf(query.text, { begun: query.begun === true });
    const { depth } = ranking;
    const text = byText(question, depth);
    const symbols = bySymbol(question, depth);
    const meant = query.vector && ranking.vector > 0 ? byVector(query.vector, depth) : [];
    const rows = new Map<number, Row>();
    for (const id of [
      ...text.map((each) => each.chunk),
      ...symbols.map((each) => each.chunk),
      ...meant,
    ]) {
      const row = rows.has(id) ? undefined : chunk.get(id);
      if (row) rows.set(id, row);
    }

    const fileOf = (id: number): number => Number(rows.get(id)?.file);
    const scores = fuse(
      [
        { ids: text.map((each) => each.chunk), weight: ranking.text },
        {
          ids: symbols.map((each) => each.chunk),
          weight: question.alone === undefined ? ranking.symbol : ranking.alone,
        },
        { ids: meant, weight: ranking.vector },
      ],
      ranking.k,
    );
    const fileRanks = ranksOfFiles(text, fileOf);
    const close = query.near === undefined ? undefined : closeFiles(query.near);
    const besideCounts = asksBeside(question);
    const why = reasons({ text, meant, symbols });

    const found = [...rows].map(([id, row]) => {
      const path = String(row.path);
      const own = why.get(id) ?? [];
      let score = scores.get(id) ?? 0;
      const fileRank = fileRanks.get(Number(row.file));
      if (fileRank !== undefined) score += ranking.file / (ranking.k + fileRank);
      const how = close?.get(Number(row.file));
      if (how) {
        own.push({ by: "near", rank: closest.indexOf(how) + 1, how });
        score *= 1 + ranking.near;
      }
      const recent = query.recent?.indexOf(path) ?? -1;
      if (recent >= 0) {
        own.push({ by: "recent", rank: recent + 1 });
        score *= 1 + ranking.recent;
      }
      if (!besideCounts && isBeside(path)) score *= ranking.beside;
      return foundOf(row, { score, why: own });
    });
    return chosen(found, { limit: query.limit, perFile: ranking.perFile });
  };
}

const closest: readonly Closeness[] = ["same file", "imported", "importing", "same folder"];
/** What each further chunk adds to its file, of what the one before it added. */
const decay = 0.7;

/** Where each file stands, from 1, by how well its chunks answer together. */
function ranksOfFiles(
  text: readonly TextMatch[],
  fileOf: (chunk: number) => number,
): Map<number, number> {
  const sums = new Map<number, { sum: number; next: number }>();
  for (const { chunk, score } of text) {
    const { sum, next } = sums.get(fileOf(chunk)) ?? { sum: 0, next: 1 };
    sums.set(fileOf(chunk), { sum: sum + next * score, next: next * decay });
  }
  const order = [...sums].sort(([, a], [, b]) => b.sum - a.sum);
  return new Map(order.map(([file], index) => [file, index + 1]));
}

function reasons({
  text,
  meant,
  symbols,
}: {
  text: readonly TextMatch[];
  meant: readonly number[];
  symbols: readonly FoundSymbol[];
}): Map<number, Why[]> {
  const why = new Map<number, Why[]>();
  const add = (chunk: number, reason: Why): void => {
    const own = why.get(chunk) ?? [];
    if (!own.some(({ by }) => by === reason.by)) own.push(reason);
    why.set(chunk, own);
  };
  for (const [index, { chunk, match, ...symbol }] of symbols.entries())
    add(chunk, { by: "symbol", rank: index + 1, symbol, match });
  for (const [index, { chunk }] of text.entries()) add(chunk, { by: "text", rank: index + 1 });
  for (const [index, chunk] of meant.entries()) add(chunk, { by: "vector", rank: index + 1 });
  return why;
}

/** The best, without a second piece of the same declaration, and not too many of one file. */
function chosen(
  found: readonly Found[],
  { limit, perFile }: { limit: number; perFile: number },
): Found[] {
  const ofFile = new Map<string, number>();
  const seen = new Set<string>();
  const best: Found[] = [];
  for (const each of found.toSorted((a, b) => b.score - a.score)) {
    if (best.length >= limit) break;
    const count = ofFile.get(each.path) ?? 0;
    const declaration = [each.path, ...each.scope, each.name].join("\n");
    if (count >= perFile || (each.name !== "" && seen.has(declaration))) continue;
    seen.add(declaration);
    ofFile.set(each.path, count + 1);
    best.push(each);
  }
  return best;
}

function foundOf(row: Row, { score, why }: { score: number; why: readonly Why[] }): Found {
  const { path, language, kind, name, scope, first_line, last_line } = row;
  return {
    path: String(path),
    language: String(language),
    kind: kind as Found["kind"],
    name: String(name),
    scope: String(scope)
      .split("\n")
      .filter((each) => each !== ""),
    firstLine: Number(first_line),
    lastLine: Number(last_line),
    score,
    why,
  };
}
