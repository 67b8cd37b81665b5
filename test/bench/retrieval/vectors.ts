import { schema } from "../../../server/index/schema.ts";
import { createVectorSearch } from "../../../server/index/search/vectors.ts";
import { type Sqlite, sqliteModule } from "../../../server/index/sqlite.ts";
import { quantile } from "../quantile.ts";
import { randomNumbers } from "../random.ts";
import { printTable } from "../table.ts";

const dimensions = 384;
const questions = 40;
const wanted = 30;

type Find = (question: Float32Array) => number[];

/**
 * Prints how long a search by meaning takes among so many vectors, and how many of the thirty closest it
 * finds: ours, one that compares all vectors of the table, and sqlite-vec's, where the file of that
 * extension is given. The vectors are generated: topics in 384 dimensions of falling weight, around a
 * mean, as those of texts are.
 */
export function printVectorSearch(counts: readonly number[], extension: string | undefined): void {
  const rows = counts.flatMap((count) => {
    const vectors = generated(count);
    const database = filled(vectors);
    const asked = Array.from({ length: questions }, (_, index) =>
      blurred(vectors[(index * 7_919) % count] ?? new Float32Array(dimensions), index),
    );
    const exact = comparingAll(database);
    const truth = asked.map((question) => new Set(exact(question)));
    const ours = createVectorSearch(database);
    const ways: [name: string, find: Find][] = [
      ["signs in memory, the best 400 compared", (question) => ours(question, wanted)],
      ["all of the table compared", exact],
      ...(extension === undefined ? [] : [sqliteVec(database, vectors, extension)]),
    ];
    const measured = ways.map(([name, find]) => measure(`${count}: ${name}`, find, asked, truth));
    database.close();
    return measured;
  });
  printTable(["vectors", "ms p50", "p95", "found of 30"], rows);
}

function measure(
  name: string,
  find: Find,
  asked: readonly Float32Array[],
  truth: readonly ReadonlySet<number>[],
): string[] {
  find(asked[0] ?? new Float32Array(dimensions));
  const ms: number[] = [];
  let found = 0;
  for (const [index, question] of asked.entries()) {
    const start = performance.now();
    const ids = find(question);
    ms.push(performance.now() - start);
    found += ids.filter((id) => truth[index]?.has(id)).length;
  }
  const share = (100 * found) / (asked.length * wanted);
  return [
    name,
    quantile(ms, 0.5).toFixed(1),
    quantile(ms, 0.95).toFixed(1),
    `${share.toFixed(1)} %`,
  ];
}

function generated(count: number): Float32Array[] {
  const random = randomNumbers(1);
  const normal = (): number =>
    Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const weights = Array.from({ length: dimensions }, (_, at) => 1 / Math.sqrt(1 + at / 20));
  const drawn = (scale: number): number[] => weights.map((weight) => scale * weight * normal());
  const mean = Array.from({ length: dimensions }, () => 0.3 * normal());
  const topics = Array.from({ length: 400 }, () => drawn(1));
  const topic = (): number[] => topics[Math.floor(random() * topics.length)] ?? [];
  return Array.from({ length: count }, () => {
    const [one, other, own] = [topic(), topic(), drawn(0.7)];
    return normalized(
      Float32Array.from(
        mean,
        (value, at) => value + (one[at] ?? 0) + 0.5 * (other[at] ?? 0) + (own[at] ?? 0),
      ),
    );
  });
}

function blurred(vector: Float32Array, seed: number): Float32Array {
  const random = randomNumbers(seed);
  return normalized(vector.map((value) => value + 0.08 * (random() - 0.5)));
}

function normalized(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

function filled(vectors: readonly Float32Array[]): Sqlite {
  const sqlite = sqliteModule();
  if (!sqlite) throw new Error("This bench needs a Node with SQLite: 22.16 or newer.");
  const options = { allowExtension: true };
  const database = new sqlite.DatabaseSync(":memory:", options as object);
  database.exec(schema);
  database.exec(
    "INSERT INTO file (id, path, language, size, state) VALUES (1, 'a', '', 0, 'indexed')",
  );
  const chunk = database.prepare("INSERT INTO chunk VALUES (?, 1, 'text', '', '', 0, 0, x'00')");
  const vector = database.prepare("INSERT INTO vector VALUES (?, ?)");
  database.exec("BEGIN");
  for (const [index, each] of vectors.entries()) {
    chunk.run(index + 1);
    vector.run(index + 1, new Uint8Array(each.buffer));
  }
  database.exec("COMMIT");
  return database;
}

function comparingAll(database: Sqlite): Find {
  const all = database.prepare("SELECT chunk, embedding FROM vector");
  return (question) => {
    const scores: [chunk: number, score: number][] = [];
    for (const { chunk, embedding } of all.iterate()) {
      const vector = new Float32Array((embedding as Uint8Array).slice().buffer);
      let score = 0;
      for (let at = 0; at < dimensions; at += 1) score += (vector[at] ?? 0) * (question[at] ?? 0);
      scores.push([Number(chunk), score]);
    }
    return scores
      .sort(([, a], [, b]) => b - a)
      .slice(0, wanted)
      .map(([chunk]) => chunk);
  };
}

function sqliteVec(
  database: Sqlite,
  vectors: readonly Float32Array[],
  extension: string,
): [name: string, find: Find] {
  (database as Sqlite & { loadExtension(file: string): void }).loadExtension(extension);
  database.exec(
    `CREATE VIRTUAL TABLE vec USING vec0 (e float[${dimensions}] distance_metric=cosine)`,
  );
  const insert = database.prepare("INSERT INTO vec (rowid, e) VALUES (?, ?)");
  database.exec("BEGIN");
  for (const [index, { buffer }] of vectors.entries())
    insert.run(BigInt(index + 1), new Uint8Array(buffer));
  database.exec("COMMIT");
  const find = database.prepare(`SELECT rowid FROM vec WHERE e MATCH ? AND k = ${wanted}`);
  return [
    "sqlite-vec",
    ({ buffer }) => find.all(new Uint8Array(buffer)).map(({ rowid }) => Number(rowid)),
  ];
}
