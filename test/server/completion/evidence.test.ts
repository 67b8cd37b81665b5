import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, it } from "mocha";
import { createAdaptation } from "../../../server/completion/adaptation.ts";
import { createEvidence } from "../../../server/completion/evidence.ts";
import { mostObservations } from "../../../server/completion/strictness.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

describe("what was taken and left", () => {
  const scratch = scratchFolder();
  let storage: string;
  let count = 0;
  beforeEach(() => {
    count += 1;
    storage = join(scratch.path, `storage-${count}`);
  });
  const log = () => {};
  const evidence = () => createEvidence({ storage: () => storage, log });
  const adaptation = () => createAdaptation({ storage: () => storage, log });
  const file = () => join(storage, "strictness.json");
  const ts = { model: "Ember", language: "typescript" };
  const left = (at: number) => ({ at, mean: -0.5, taken: false });

  it("is kept by model and language", async () => {
    const one = evidence();
    one.add(ts, left(1));
    one.add({ ...ts, language: "python" }, left(2));
    one.add({ ...ts, model: "Other" }, left(3));
    await one.flush();
    const two = evidence();
    assert.deepEqual(two.of(ts), []);
    await two.read("Ember");
    assert.deepEqual(two.of(ts), [left(1)]);
    assert.deepEqual(
      (await two.read("Other")).map(({ language }) => language),
      ["typescript"],
    );
    assert.deepEqual(two.of({ model: "constructor", language: "__proto__" }), []);
  });

  it("of two servers is put together in the order in which it was seen", async () => {
    const [one, two] = [evidence(), evidence()];
    for (let at = 0; at < 30; at += 2) {
      one.add(ts, left(at));
      two.add(ts, left(at + 1));
      await Promise.all([one.flush(), two.flush()]);
    }
    const [row] = await one.read("Ember");
    assert.deepEqual(
      row?.seen.map(({ at }) => at),
      Array.from({ length: 30 }, (_, at) => at),
    );
  });

  it("is forgotten from the oldest on", async () => {
    const one = evidence();
    for (let at = 0; at < mostObservations + 5; at += 1) one.add(ts, left(at));
    assert.equal(one.of(ts).length, mostObservations);
    assert.equal(one.of(ts)[0]?.at, 5);
  });

  const spoilt = [
    "{",
    "null",
    '{"rows":{}}',
    '{"rows":[null]}',
    '{"rows":[{"model":"Ember","language":"typescript","seen":[{"at":1,"mean":"x","taken":false}]}]}',
    '{"rows":[{"model":"Ember","language":"typescript","seen":[{"at":1,"mean":2,"taken":false}]}]}',
  ];
  for (const text of spoilt)
    it(`begins anew where the file holds ${text}`, async () => {
      mkdirSync(storage);
      writeFileSync(file(), text);
      const one = evidence();
      assert.deepEqual(await one.read("Ember"), []);
      one.add(ts, left(1));
      await one.flush();
      assert.deepEqual(JSON.parse(readFileSync(file(), "utf8")).rows[0].seen, [left(1)]);
    });

  it("moves the gate in its language, for its model, and is reset", async () => {
    const one = adaptation();
    for (let at = 0; at < 30; at += 1) one.observe(ts, left(at));
    const moved = (model: string, language: string) =>
      one.of(model).strictnessIn(language)?.moved ?? Number.NaN;
    assert.ok(moved("Ember", "typescript") > 0.1);
    assert.equal(moved("Ember", "python"), 0);
    assert.equal(moved("Other", "typescript"), 0);
    const [row] = await one.rows("Ember");
    assert.ok(row);
    assert.deepEqual([row.language, row.taken, row.of], ["typescript", 0, 30]);
    assert.ok(Math.abs(row.mean - row.atFirst - row.moved) < 1e-9);
    await one.reset();
    assert.equal(moved("Ember", "typescript"), 0);
    assert.deepEqual(await one.rows("Ember"), []);
  });

  it("moves nothing where there is no folder for it", async () => {
    const one = createAdaptation({ storage: () => undefined, log });
    for (let at = 0; at < 30; at += 1) one.observe(ts, left(at));
    assert.equal(one.of("Ember").strictnessIn("typescript"), undefined);
    assert.deepEqual(await one.rows("Ember"), []);
  });
});
