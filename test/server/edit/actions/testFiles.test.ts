import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { isTestFile, testPathOf } from "../../../../server/edit/actions/testFiles.ts";

/** A source, the tests that a project has, and where those of the source are (=) or would be (+). */
const rows: [source: string, tests: string[], place: string | undefined][] = [
  ["src/foo.ts", [], "+ src/foo.test.ts"],
  ["src/foo.ts", ["src/foo.test.ts"], "= src/foo.test.ts"],
  ["src/foo.tsx", ["src/bar.spec.tsx"], "+ src/foo.spec.tsx"],
  [
    "src/a/foo.ts",
    ["src/b/bar.spec.ts", "src/c/d.test.ts", "src/e.spec.ts"],
    "+ src/a/foo.spec.ts",
  ],
  ["src/foo.js", ["src/__tests__/bar.js"], "+ src/__tests__/foo.test.js"],
  ["src/foo.js", ["src/__tests__/foo.js"], "= src/__tests__/foo.js"],
  ["src/a/foo.ts", ["test/b/bar.test.ts"], "+ test/a/foo.test.ts"],
  ["src/a/foo.ts", ["test/src/b/bar.test.ts"], "+ test/src/a/foo.test.ts"],
  ["server/a/foo.ts", ["test/server/bar.test.ts", "test/x.test.ts"], "+ test/server/a/foo.test.ts"],
  ["src/a/foo.ts", ["test/bar.test.ts"], "+ test/foo.test.ts"],
  ["src/a/foo.ts", ["test/a/foo.test.ts", "test/b/foo.test.ts"], "= test/a/foo.test.ts"],
  [
    "packages/x/src/foo.ts",
    ["packages/x/test/bar.test.ts", "packages/y/src/baz.spec.ts", "packages/y/src/qux.spec.ts"],
    "+ packages/x/test/foo.test.ts",
  ],
  ["shop/cart.py", [], "+ tests/test_cart.py"],
  ["shop/cart.py", ["tests/test_stock.py"], "+ tests/test_cart.py"],
  ["src/shop/cart.py", ["tests/shop/test_stock.py"], "+ tests/shop/test_cart.py"],
  ["shop/api/cart.py", ["tests/api/test_stock.py"], "+ tests/api/test_cart.py"],
  ["shop/cart.py", ["shop/stock_test.py"], "+ shop/cart_test.py"],
  ["shop/__init__.py", ["tests/test_shop.py"], "= tests/test_shop.py"],
  ["a/b.go", [], "+ a/b_test.go"],
  ["a/b.go", ["a/b_test.go"], "= a/b_test.go"],
  ["src/main/java/com/x/Foo.java", [], "+ src/test/java/com/x/FooTest.java"],
  [
    "app/src/main/java/com/x/Foo.java",
    ["app/src/test/java/com/y/BarTests.java"],
    "+ app/src/test/java/com/x/FooTests.java",
  ],
  ["lib/cart.rb", [], "+ spec/cart_spec.rb"],
  ["lib/cart.rb", ["test/stock_test.rb"], "+ test/cart_test.rb"],
  ["src/Cart.php", ["tests/StockTest.php"], "+ tests/CartTest.php"],
  ["Shop/Cart.cs", [], "+ Shop/CartTests.cs"],
  ["src/cart.cpp", ["tests/stock_test.cpp"], "+ tests/cart_test.cpp"],
  // The tests of another language show nothing.
  ["src/foo.ts", ["tests/test_foo.py"], "+ src/foo.test.ts"],
  ["notes.txt", [], undefined],
];

describe("where tests go", () => {
  for (const [source, tests, place] of rows)
    it(`${source} beside ${tests.join(", ") || "no tests"}`, () => {
      const found = testPathOf(source, tests);
      assert.equal(found && `${found.exists ? "=" : "+"} ${found.path}`, place);
    });

  const files: [path: string, isTest: boolean][] = [
    ["src/foo.test.ts", true],
    ["src/foo.spec.jsx", true],
    ["src/__tests__/foo.ts", true],
    ["src/latest.ts", false],
    ["src/test.ts", false],
    ["tests/test_foo.py", true],
    ["tests/conftest.py", false],
    ["a/b_test.go", true],
    ["src/FooTest.java", true],
    ["src/Test.java", false],
    ["tests/it.rs", true],
    ["src/lib.rs", false],
    ["notes.txt", false],
  ];
  for (const [path, isTest] of files)
    it(`${path} is ${isTest ? "" : "no "}test`, () => assert.equal(isTestFile(path), isTest));
});
