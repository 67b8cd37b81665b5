import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { fittingNames, namesIn } from "../../../../server/edit/rename/fitting.ts";
import { readNames } from "../../../../server/edit/rename/readNames.ts";
import { namesSaid, type SaidOfSymbol } from "../../../../server/edit/rename/said.ts";

const answers: [what: string, answer: string, names: string[]][] = [
  ["as asked", "userCount\nusers\n", ["userCount", "users"]],
  ["a numbered list", "1. userCount\n2) users\n", ["userCount", "users"]],
  [
    "a list with quotes",
    '- `userCount`\n* **`users`**\n+ "people"',
    ["userCount", "users", "people"],
  ],
  [
    "explanations",
    "userCount - how many\nusers: all of them\n`total` (a sum)",
    ["userCount", "users", "total"],
  ],
  ["a sentence before", "Here are some names:\n\nuserCount\n", ["userCount"]],
  ["a sentence of several words", "These names would fit well here.\nusers", ["users"]],
  ["a fence", "```ts\nuserCount\nusers\n```", ["userCount", "users"]],
  ["JSON", '["userCount", "users"]', ["userCount", "users"]],
  ["one line", "userCount, users, total", ["userCount", "users", "total"]],
  ["calls", "countUsers()\n`loadUsers()`", ["countUsers", "loadUsers"]],
  ["the same twice", "users\nusers", ["users"]],
  ["code", "const userCount = users.length;\nreturn userCount;", []],
  ["nothing", "", []],
];

const said: [what: string, of: SaidOfSymbol, names: string[]][] = [
  ["a class that is made", { kind: "value", value: "new UserStore(path)" }, ["userStore"]],
  ["a getter that is called", { kind: "value", value: "await api.getUser(id)" }, ["user"]],
  ["a finder", { kind: "value", value: "findByTitle(books, title)" }, []],
  ["a finder of something", { kind: "value", value: "findBooksByTitle(all)" }, ["books"]],
  ["a property", { kind: "value", value: "this.request.headers" }, ["headers"]],
  ["a type", { kind: "value", type: "UserProfile | undefined" }, ["userProfile"]],
  ["a list", { kind: "value", type: "Book[]" }, ["books"]],
  ["a list of Python", { kind: "value", type: "list[Category]" }, ["categories"]],
  ["a map", { kind: "value", type: "Map<string, Book>" }, ["books"]],
  ["a pointer", { kind: "value", type: "*http.Request" }, ["request"]],
  ["a loop", { kind: "value", each: "this.books" }, ["book"]],
  ["a loop over categories", { kind: "value", each: "categories" }, ["category"]],
  ["a plain type", { kind: "value", type: "string" }, []],
  ["a number", { kind: "value", value: "42" }, []],
  ["a function", { kind: "function", value: "() => 1" }, []],
  ["both", { kind: "value", value: "getUser()", type: "Person" }, ["user", "person"]],
];

const place = {
  languageId: "typescript",
  current: "data",
  style: "camel",
  taken: namesIn("const data = users.map(one);"),
} as const;

describe("suggested names", () => {
  for (const [what, answer, names] of answers)
    it(`are read from ${what}`, () =>
      assert.deepEqual(readNames(answer, { complete: true }), names));
  it("wait for the end of their line", () =>
    assert.deepEqual(readNames("users\nuserCo", { complete: false }), ["users"]));
  for (const [what, of, names] of said)
    it(`are said by ${what}`, () => assert.deepEqual(namesSaid(of), names));
  it("are valid, new, and in the style of the place", () =>
    assert.deepEqual(
      fittingNames(["user_list", "UserList", "data", "users", "class", "new-name", "map"], place),
      ["userList", "newName"],
    ));
  it("keep the marks of the old name", () =>
    assert.deepEqual(fittingNames(["user_list", "_people"], { ...place, current: "_data" }), [
      "_userList",
      "_people",
    ]));
});
