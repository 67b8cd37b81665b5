import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { faultsOf, withTicket } from "../../../server/scm/message/checkMessage.ts";
import { cleanMessage } from "../../../server/scm/message/cleanMessage.ts";
import { type CommitStyle, styleOf } from "../../../server/scm/message/style.ts";
import { styleFacts } from "../../../server/scm/message/styleFacts.ts";

const conventional = [
  "feat(api): add a list of loans",
  "fix(ui): keep the cursor where it was",
  "chore: update the tools",
  "feat(api): read books by author\n\nThe desk asks for it.",
];
const sentences = [
  "The list of loans is sorted by date.",
  "A book that is lost has no copies.",
  "Tests read the file from the disk.",
];

const styles: { name: string; messages: string[]; style: Partial<CommitStyle> }[] = [
  {
    name: "no messages",
    messages: [],
    style: { count: 0, prefix: "none", mood: "unknown", subjectLength: 72 },
  },
  {
    name: "too few messages",
    messages: ["feat: add it"],
    style: { count: 1, prefix: "none", mood: "unknown" },
  },
  {
    name: "Conventional Commits",
    messages: conventional,
    style: {
      count: 4,
      prefix: "conventional",
      prefixes: ["feat(api)", "fix(ui)", "chore"],
      mood: "imperative",
      capital: false,
      fullStop: false,
      bodies: 0.25,
    },
  },
  {
    name: "whole sentences",
    messages: sentences,
    style: {
      prefix: "none",
      capital: true,
      fullStop: true,
      language: "English",
      mood: "unknown",
      bodies: 0,
    },
  },
  {
    name: "the part that changed in front",
    messages: ["net/http: add a header", "runtime: fix the clock", "cmd/go: read the file"],
    style: { prefix: "area", prefixes: ["net/http", "runtime", "cmd/go"], mood: "imperative" },
  },
  {
    name: "tickets",
    messages: [
      "ABC-1 Added the list",
      "ABC-22 Fixed the list of the books",
      "ABC-3 Removed the cache",
    ],
    style: { prefix: "ticket", mood: "past", capital: true },
  },
  {
    name: "the third person",
    messages: ["Adds the list", "Fixes the list", "Removes a file of the tests"],
    style: { mood: "present" },
  },
  {
    name: "German",
    messages: [
      "Die Liste ist sortiert",
      "Das Buch wird nicht mehr gelesen",
      "Ein Fehler bei der Ausgabe",
    ],
    style: { language: "German", mood: "unknown" },
  },
  {
    name: "Japanese",
    messages: ["一覧を追加する", "著者の検索を直す", "テストを書く"],
    style: { language: "Japanese" },
  },
  {
    name: "emoji",
    messages: ["✨ Add a list", "🐛 Fix the list", ":memo: Write of the list"],
    style: { emoji: true, prefix: "none", mood: "imperative" },
  },
  {
    name: "trailers and merges, which nobody wrote",
    messages: [
      "Merge branch 'a' into b",
      "Add a list\n\nSigned-off-by: Ada <ada@example.com>",
      "Fix it\n\nCo-authored-by: Bot <b@example.com>\nChange-Id: I12",
      "Read the file\n",
    ],
    style: { count: 3, bodies: 0, mood: "imperative" },
  },
];

const known = { hint: "", branch: "", changes: "" };
const cleaned: { name: string; said: string; message: string; known?: Partial<typeof known> }[] = [
  { name: "a plain one", said: "Add a list\n", message: "Add a list" },
  { name: "a fence", said: "```\nAdd a list\n```", message: "Add a list" },
  {
    name: "a fence with a language",
    said: "```text\nAdd a list\n\nIt helps.\n```\n",
    message: "Add a list\n\nIt helps.",
  },
  {
    name: "words around a fence",
    said: "Here is the commit message:\n\n```\nAdd a list\n```\n\nThis message says what changed.",
    message: "Add a list",
  },
  { name: "half a fence", said: "```\nAdd a list", message: "Add a list" },
  {
    name: "words in front",
    said: "Sure! Here's a commit message:\n\nAdd a list",
    message: "Add a list",
  },
  { name: "a title in front", said: "Commit message: Add a list", message: "Add a list" },
  { name: "a bold title", said: "**Commit message:**\n\nAdd a list", message: "Add a list" },
  { name: "quotes", said: '"Add a list"', message: "Add a list" },
  { name: "bold", said: "**Add a list**\n\nIt helps.", message: "Add a list\n\nIt helps." },
  { name: "a heading", said: "# Add a list", message: "Add a list" },
  { name: "a list's mark", said: "- Add a list", message: "Add a list" },
  { name: "no empty line", said: "Add a list\nIt helps.", message: "Add a list\n\nIt helps." },
  {
    name: "many empty lines",
    said: "Add a list\n\n\n\nIt helps.\n\n\n\nMuch.",
    message: "Add a list\n\nIt helps.\n\nMuch.",
  },
  {
    name: "line ends of Windows",
    said: "Add a list\r\n\r\nIt helps.\r\n",
    message: "Add a list\n\nIt helps.",
  },
  {
    name: "a made-up sign-off",
    said: "Add a list\n\nSigned-off-by: Someone <a@b.c>",
    message: "Add a list",
  },
  {
    name: "nothing of a first line that looks like a trailer",
    said: "Anti-aliasing: keep thin lines",
    message: "Anti-aliasing: keep thin lines",
  },
  { name: "a made-up number", said: "Add a list (#123)", message: "Add a list" },
  { name: "a made-up ticket in front", said: "ABC-12: Add a list", message: "Add a list" },
  {
    name: "a made-up trailer",
    said: "Add a list\n\nIt helps.\n\nFixes: #12",
    message: "Add a list\n\nIt helps.",
  },
  {
    name: "a made-up closing",
    said: "Add a list\n\nIt helps. Closes #12.",
    message: "Add a list\n\nIt helps.",
  },
  {
    name: "the branch's number",
    said: "Add a list (#123)",
    known: { branch: "feature/123-list" },
    message: "Add a list (#123)",
  },
  {
    name: "another number than the branch's",
    said: "Add a list (#12)",
    known: { branch: "feature/123-list" },
    message: "Add a list",
  },
  {
    name: "the person's ticket",
    said: "ABC-12: Add a list",
    known: { hint: "ABC-12" },
    message: "ABC-12: Add a list",
  },
  {
    name: "a block of code in the body",
    said: "Add a list\n\n    list()\n",
    message: "Add a list\n\n    list()",
  },
  {
    name: "words behind",
    said: "Add a list\n\nLet me know if you want it shorter.",
    message: "Add a list",
  },
  { name: "thanks to nothing", said: "", message: "" },
];

const unfinished: [said: string, message: string][] = [
  ["H", ""],
  ["Here is", ""],
  ["Here is the commit message:\n", ""],
  ["Here is the commit message:\n\nAdd a", "Add a"],
  ["``", ""],
  ["Here is the commit message:\n\n```", ""],
  ["```text", ""],
  ["```\nAdd", "Add"],
  ["Add a l", "Add a l"],
  ["Show the list", "Show the list"],
  ["Cache it", "Cache it"],
  ["**Add", ""],
];

const faulty: {
  name: string;
  message: string;
  faults: string[];
  hint?: string;
  style?: CommitStyle;
}[] = [
  { name: "a good one", message: "Add a list", faults: [] },
  { name: "an empty one", message: "", faults: ["unusable"] },
  { name: "a diff", message: "diff --git a/a b/a", faults: ["unusable"] },
  { name: "a refusal", message: "I cannot see the changes", faults: ["unusable"] },
  { name: "code", message: "const list = books.map((book) => {", faults: ["unusable"] },
  { name: "a brace", message: "{", faults: ["unusable"] },
  { name: "signs", message: "+++ ---", faults: ["unusable"] },
  { name: "a question", message: "Could you show me the changes?", faults: ["unusable"] },
  { name: "a text", message: "word ".repeat(80), faults: ["unusable"] },
  { name: "a long subject", message: "Add a list ".repeat(8), faults: ["off-style"] },
  {
    name: "no type where each has one",
    message: "Add a list",
    style: styleOf(conventional),
    faults: ["off-style"],
  },
  { name: "a type", message: "feat: add a list", style: styleOf(conventional), faults: [] },
  {
    name: "a lost beginning",
    message: "Add a list",
    hint: "Sort the books",
    faults: ["off-style"],
  },
  {
    name: "a kept beginning",
    message: "Sort the books by author",
    hint: "sort the books",
    faults: [],
  },
];

describe("the style of messages", () => {
  for (const { name, messages, style } of styles)
    it(`is found in ${name}`, () => {
      const found = styleOf(messages);
      const looked = Object.fromEntries(
        Object.keys(style).map((key) => [key, found[key as keyof CommitStyle]]),
      );
      assert.deepEqual(looked, style);
    });

  it("is told in sentences, with the length that is usual", () => {
    assert.deepEqual(styleFacts(styleOf(conventional)), [
      "The first line has at most 72 characters.",
      "It is written in English.",
      "It begins with a type, as in Conventional Commits. Seen here: feat(api), fix(ui), chore.",
      'The verb is in the imperative ("Add", "Fix").',
      "Its words begin with a small letter.",
      "It ends without a full stop.",
      "Where the reason is not plain, an empty line and a short paragraph say why.",
    ]);
    const long = Array.from({ length: 4 }, (_, at) =>
      `A sentence ${at} ${"of many words ".repeat(7)}`.trim(),
    );
    assert.match(styleFacts(styleOf(long))[0] ?? "", /at most 1\d\d characters/);
  });
});

describe("an answer with a commit message", () => {
  for (const { name, said, message, known: more } of cleaned)
    it(`is cleaned of ${name}`, () =>
      assert.equal(cleanMessage(said, { ...known, ...more }), message));

  for (const [said, message] of unfinished)
    it(`shows of ${JSON.stringify(said)} so far ${JSON.stringify(message)}`, () =>
      assert.equal(cleanMessage(said, known, { complete: false }), message));
});

describe("a commit message", () => {
  for (const { name, message, faults, hint = "", style = styleOf([]) } of faulty)
    it(`is judged: ${name}`, () =>
      assert.deepEqual(
        faultsOf(message, style, hint).map(({ kind }) => kind),
        faults,
      ));

  const tickets: [message: string, hint: string, result: string][] = [
    ["Add a list", "ABC-12", "ABC-12: Add a list"],
    ["Add a list", "[ABC-12]", "[ABC-12] Add a list"],
    ["Add a list\n\nWhy.", "#7", "Add a list (#7)\n\nWhy."],
    ["ABC-12 Add a list", "ABC-12", "ABC-12 Add a list"],
    ["Add a list", "Sort books", "Add a list"],
  ];
  for (const [message, hint, result] of tickets)
    it(`keeps the ticket ${hint} with ${JSON.stringify(message)}`, () =>
      assert.equal(withTicket(message, hint, styleOf([])), result));
});
