import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { baseLines } from "../../../src/scm/conflict/baseLines.ts";
import { parseConflicts, withOurs } from "../../../src/scm/conflict/parseConflicts.ts";

const conflict = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> other\n";
const rows: { name: string; text: string; found: string[] }[] = [
  { name: "nothing", text: "a\nb\n", found: [] },
  { name: "a conflict", text: `a\n${conflict}b\n`, found: ["1-5 HEAD[ours] other[theirs]"] },
  {
    name: "two of them",
    text: `${conflict}a\n${conflict}`,
    found: ["0-4 HEAD[ours] other[theirs]", "6-10 HEAD[ours] other[theirs]"],
  },
  {
    name: "line ends of Windows",
    text: conflict.replaceAll("\n", "\r\n"),
    found: ["0-4 HEAD[ours] other[theirs]"],
  },
  {
    name: "what both come from",
    text: "<<<<<<< a\nours\n||||||| 12ab\nbase\nlines\n=======\ntheirs\n>>>>>>> b\n",
    found: ["0-7 a[ours] b[theirs] base[base\nlines]"],
  },
  {
    name: "an empty side",
    text: "<<<<<<< a\n=======\ntheirs\n>>>>>>> b\n",
    found: ["0-3 a[] b[theirs]"],
  },
  { name: "no names", text: "<<<<<<<\nx\n=======\ny\n>>>>>>>\n", found: ["0-4 [x] [y]"] },
  {
    name: "a heading on their side",
    text: "<<<<<<< a\nx\n=======\nTitle\n=======\n>>>>>>> b\n",
    found: ["0-5 a[x] b[Title\n=======]"],
  },
  { name: "one that is not closed", text: "<<<<<<< a\nx\n=======\ny\n", found: [] },
  { name: "an end without a beginning", text: "x\n=======\ny\n>>>>>>> b\n", found: [] },
  { name: "marks that are longer", text: "<<<<<<<< a\nx\n========\ny\n>>>>>>>> b\n", found: [] },
  { name: "marks inside a line", text: 'const a = "<<<<<<< b";\n', found: [] },
];

describe("conflicts in a text", () => {
  for (const { name, text, found } of rows)
    it(`are found: ${name}`, () =>
      assert.deepEqual(
        parseConflicts(text).map(({ firstLine, lastLine, ours, theirs, base }) =>
          [
            `${firstLine}-${lastLine} ${ours.name}[${ours.text}] ${theirs.name}[${theirs.text}]`,
            ...(base === undefined ? [] : [`base[${base}]`]),
          ].join(" "),
        ),
        found,
      ));

  const bases: { name: string; base: string; text: string; wanted?: number; lines: string }[] = [
    {
      name: "a line that both changed",
      base: "a\nb\nc\n",
      text: "a\n<<<<<<< x\nours\n=======\ntheirs\n>>>>>>> y\nc\n",
      lines: "b",
    },
    {
      name: "lines that became fewer",
      base: "a\nb1\nb2\nb3\nc\n",
      text: "a\n<<<<<<< x\nours\n=======\ntheirs\n>>>>>>> y\nc\n",
      lines: "b1\nb2\nb3",
    },
    {
      name: "a line that one side deleted",
      base: "a\nb\nc\n",
      text: "a\n<<<<<<< x\n=======\ntheirs\n>>>>>>> y\nc\n",
      lines: "b",
    },
    {
      name: "lines that both added",
      base: "a\nc\n",
      text: "a\n<<<<<<< x\nours\n=======\ntheirs\n>>>>>>> y\nc\n",
      lines: "",
    },
    {
      name: "lines behind others that changed",
      base: "one\nb\nc\nd\n",
      text: "1\nI\nb\n<<<<<<< x\nours\n=======\ntheirs\n>>>>>>> y\nd\n",
      lines: "c",
    },
    {
      name: "the second of two",
      base: "a\nb\nc\nd\ne\n",
      text: "a\n<<<<<<< x\nb1\nb2\n=======\nB\n>>>>>>> y\nc\n<<<<<<< x\nD1\n=======\nD2\n>>>>>>> y\ne\n",
      wanted: 1,
      lines: "d",
    },
    {
      name: "line ends of Windows",
      base: "a\r\nb\r\nc\r\n",
      text: "a\r\n<<<<<<< x\r\nours\r\n=======\r\ntheirs\r\n>>>>>>> y\r\nc\r\n",
      lines: "b",
    },
  ];
  for (const { name, base, text, wanted = 0, lines } of bases)
    it(`have a base: ${name}`, () => {
      const conflicts = parseConflicts(text);
      const own = conflicts[wanted];
      assert.ok(own);
      const { text: ours, ...place } = withOurs(text, conflicts, own);
      assert.equal(baseLines(base, ours, place), lines);
    });
});
