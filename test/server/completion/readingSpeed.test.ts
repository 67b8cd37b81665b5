import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createReadingSpeed } from "../../../server/completion/readingSpeed.ts";

type Read = [fresh: number, ms: number];

describe("the speed at which prompts are read", () => {
  const rows: [name: string, reads: Read[], speed: number | undefined][] = [
    ["unknown at first", [], undefined],
    ["that of the first real reading", [[200, 1000]], 200],
    ["not that of a few tokens", [[63, 10]], undefined],
    ["not that of a reading without a time", [[500, 0]], undefined],
    [
      "the same while readings vary a little",
      [
        [200, 1000],
        [160, 1000],
        [240, 1000],
      ],
      200,
    ],
    [
      "another one when the machine has become slower",
      [[200, 1000], ...Array.from({ length: 9 }, (): Read => [80, 1000])],
      121,
    ],
  ];
  for (const [name, reads, expected] of rows)
    it(`is ${name}`, () => {
      const speed = createReadingSpeed();
      for (const [fresh, evaluateMs] of reads)
        speed.measured({ promptTokens: fresh + 900, reusedTokens: 900, evaluateMs });
      const { promptTokensPerSecond } = speed;
      assert.equal(promptTokensPerSecond && Math.round(promptTokensPerSecond), expected);
    });
});
