import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isLoopbackHost } from "../../../server/guard/loopback.ts";

const rows: [host: string, loopback: boolean][] = [
  ["localhost", true],
  ["LOCALHOST", true],
  ["127.0.0.1", true],
  ["127.1.2.3", true],
  ["127.255.255.255", true],
  ["::1", true],
  ["[::1]", true],
  ["0:0:0:0:0:0:0:1", true],
  ["0000:0000:0000:0000:0000:0000:0000:0001", true],
  ["", false],
  ["0.0.0.0", false],
  ["::", false],
  ["[::]", false],
  ["127.0.0.1.example.com", false],
  ["localhost.example.com", false],
  ["example.localhost", false],
  ["notlocalhost", false],
  ["localhost.", false],
  ["localhost ", false],
  ["127.0.0.256", false],
  ["127.0.0", false],
  ["127.0.0.01", false],
  ["0x7f.0.0.1", false],
  ["2130706433", false],
  ["::ffff:127.0.0.1", false],
  ["::ffff:7f00:1", false],
  ["::1%eth0", false],
  ["[::1", false],
  ["fe80::1", false],
  ["10.0.0.1", false],
  ["192.168.1.1", false],
  ["169.254.169.254", false],
  ["128.0.0.1", false],
  ["1127.0.0.1", false],
  ["１２７.0.0.1", false],
  ["localhoſt", false],
];

describe("isLoopbackHost", () => {
  for (const [host, loopback] of rows)
    it(`${loopback ? "takes" : "refuses"} ${JSON.stringify(host)}`, () => {
      assert.equal(isLoopbackHost(host), loopback);
    });
});
