import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { describe, it } from "mocha";
import { isBranchName } from "../../../server/protocol/branchName.ts";
import { branchStyleOf } from "../../../server/scm/branch/branchStyle.ts";
import { cleanBranchName } from "../../../server/scm/branch/cleanName.ts";

const features = ["feature/sort-books", "feature/find-author", "fix/dates", "main"];
const rows: { said: string; branches?: string[]; name: string | undefined }[] = [
  { said: "sort-books", name: "sort-books" },
  { said: "`sort-books`", name: "sort-books" },
  { said: "Branch name: sort-books", name: "sort-books" },
  { said: "**Branch name:** `sort-books`", name: "sort-books" },
  { said: "Here is a name:\n\nsort-books\n", name: "sort-books" },
  { said: "```\nsort-books\n```", name: "sort-books" },
  { said: "git checkout -b sort-books", name: "sort-books" },
  { said: "Sort the books by author!", name: "sort-the-books-by-author" },
  { said: "sort books: by [author]~^?*\\", name: "sort-books-by-author" },
  { said: "..sort..books.lock", name: "sort.books" },
  { said: "-sort", name: "sort" },
  { said: "a//b/./c/", name: "a/b/c" },
  { said: "@{u}", name: "u" },
  { said: "ABC-12 Sort Books", name: "ABC-12-sort-books" },
  { said: "bücher sortieren", name: "bücher-sortieren" },
  { said: "", name: undefined },
  { said: "???", name: undefined },
  { said: "sort-books", branches: features, name: "feature/sort-books-2" },
  { said: "fix/clock", branches: features, name: "fix/clock" },
  { said: "clock", branches: features, name: "feature/clock" },
  { said: "sort books", branches: ["find_author", "read_dates"], name: "sort_books" },
  { said: "feature", branches: ["main", "feature/x"], name: "feature-2" },
  { said: "Sort Books", branches: ["SortLoans", "FindAuthor"], name: "Sort-Books" },
  {
    said: "one two three four five six seven eight nine ten eleven twelve thirteen",
    name: "one-two-three-four-five-six-seven-eight-nine-ten-eleven",
  },
];

describe("the name of a branch", () => {
  for (const { said, branches = [], name } of rows)
    it(`is made of ${JSON.stringify(said)}${branches.length > 0 ? ` beside ${branches}` : ""}`, () =>
      assert.equal(cleanBranchName(said, branchStyleOf(branches), branches), name));

  const names = [
    ...[
      "a",
      "a/b",
      "a.b",
      "a-b",
      "ü",
      "@a",
      "a@",
      "",
      "-a",
      "/a",
      "a/",
      "a//b",
      "a..b",
      "a.",
      ".a",
    ],
    ...[
      "a/.b",
      "a.lock",
      "a.lock/b",
      "a b",
      "a~b",
      "a^b",
      "a:b",
      "a?b",
      "a*b",
      "a[b",
      "a\\b",
      "a@{b",
      "a\tb",
    ],
  ];
  for (const name of names)
    it(`is judged as git judges it: ${JSON.stringify(name)}`, () => {
      const { status } = spawnSync("git", ["check-ref-format", "--branch", name]);
      assert.equal(isBranchName(name), status === 0);
    });
});
