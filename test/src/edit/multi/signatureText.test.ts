import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isSignature } from "../../../../src/edit/multi/signatureText.ts";

const lend = { name: "lend", text: "export function lend(book: Book): Loan" };
const method = { name: "lend", text: "lend(book: Book): Loan" };
const rows: [typed: string, of: typeof lend, is: boolean][] = [
  ["export function lend(book: Book, days = 28): Loan", lend, true],
  ["export async function lend(): Promise<Loan>", lend, true],
  ["function lend(book: Book): Loan", lend, true],
  ["lend(book: Book, days: number): Loan", method, true],
  ["async lend(book: Book): Promise<Loan>", method, true],
  ["add a parameter days with default 28", lend, false],
  ["make lend take days (default 28)", lend, false],
  ["make lend async", method, false],
  ["let lend take a list (of books)", method, false],
  ["export function lend(book: Book", lend, false],
];

describe("what is typed over a signature", () => {
  for (const [typed, of, is] of rows)
    it(`${is ? "is one" : "is about it"}: ${typed}`, () =>
      assert.equal(isSignature(typed, of), is));
});
