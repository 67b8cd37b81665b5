import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { holdsSecret } from "../../../server/guard/secretText.ts";

/** Put together here, so that no tool that looks for secrets takes this file for one. */
const secret = [
  `-----BEGIN RSA ${"PRIVATE"} KEY-----`,
  `aws = AKIA${"IOSFODNN7EXAMPLE"}`,
  `"gh${"p"}_${"a1B2".repeat(9)}"`,
  `postgres://admin:${"hunter22"}@db.internal/main`,
  `const apiKey = "${"9f8Kq2Lm0Zx7Tv4B"}";`,
  `  password: '${"s3cR3tP4ssw0rd"}'`,
];
const plain = [
  `const token = "identifier";`,
  `password: "\${DB_PASSWORD_FROM_ENV1}"`,
  `apiKey: process.env.API_KEY,`,
  `const secret = "correct-horse-battery-staple";`,
  `expect(token).toBe("<token-1a2b3c>");`,
  `https://example.org/path`,
  `import { password } from "./password.ts";`,
];

describe("a line that holds a secret", () => {
  for (const line of secret)
    it(`is seen: ${line.slice(0, 24)}…`, () => {
      assert.equal(holdsSecret(line), true);
    });
  for (const line of plain)
    it(`is not ${line}`, () => {
      assert.equal(holdsSecret(line), false);
    });
});
