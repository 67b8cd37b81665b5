import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { analogiesOf } from "../../../server/echo/analogy.ts";

describe("an analogy", () => {
  const rows: [name: string, document: string, wanted: string | undefined][] = [
    [
      "takes the name that stands in the other's place",
      "case Bar:\n  return new BarThing();\ncase Foo:\n  return █\n",
      "new FooThing();",
    ],
    ["may leave the rest as it is", "\nrows.push(last(one));\ncells.push(la█\n", "st(one));"],
    ["goes on with a begun name", "\nset(left, leftSize);\nset(right, rightS█\n", "ize);"],
    [
      "knows the ways to write a name",
      "\nconst fooBar = read('foo_bar', FOO_BAR, FooBar);\nconst bazQux = █\n",
      "read('baz_qux', BAZ_QUX, BazQux);",
    ],
    [
      "knows what of a name is another",
      "\nthis.setWidth = widthOf(node);\nthis.setHeight = █\n",
      "heightOf(node);",
    ],
    ["follows several lines", "\nconst a = 1;\nadd(a, 'x');\n\nconst b = 1;\n█\n", "add(b, 'x');"],
    ["may stand below", "\ncell(top, █\ncell(bottom, bottomEdge);\n", "topEdge);"],
    ["keeps one name for one", "\nswap(a, b, a);\nswap(c, d, █\n", "c);"],
    ["is none where two names would be one", "\nswap(a, b, last);\nswap(c, c, █\n", undefined],
    [
      "is none where a word of the language differs",
      "\nif (one) go(one);\nfor (two) █\n",
      undefined,
    ],
    ["is none where nothing is renamed", "\ngo(one, 1);\ngo(one, █\n", undefined],
    ["is none where the marks differ", "\ngo(one, two);\ngo[three, █\n", undefined],
  ];
  for (const [name, document, wanted] of rows)
    it(name, () => {
      const [prefix = "", suffix = ""] = document.split("█");
      assert.equal(analogiesOf(prefix, suffix)[0]?.text, wanted);
    });

  it("tells where it comes from", () => {
    const prefix = "start();\nset(left, leftSize);\nset(right, ";
    const [one] = analogiesOf(prefix, "\n");
    assert.equal(one && prefix.slice(0, one.offset), "start();\nset(left, ");
  });

  it("tells where it comes from below the cursor", () => {
    const [prefix, suffix] = ["\nset(right, ", "\nset(left, leftSize);\n"];
    const [one] = analogiesOf(prefix, suffix);
    assert.equal(one && (prefix + suffix).slice(one.offset), "leftSize);\n");
  });
});
