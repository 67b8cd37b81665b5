import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { after, before, describe, it } from "mocha";
import { CURRENT, vscodeFolder } from "../../../scripts/editor/layout.mjs";
import { told } from "../../helpers/check/faults.ts";
import { createProject, type Files, type Project } from "../../helpers/check/project.ts";

/** Long enough for a busy machine: nothing here is about time. */
const budgetMs = 60_000;
const signal = new AbortController().signal;

interface Edit {
  what: string;
  after: Files;
  /** What the disk says where the editor says something else. */
  before?: Files;
  open?: Record<string, string>;
  /** What is worse, line by line; each has to begin so. */
  worse: readonly string[];
}

interface Real {
  by: RegExp;
  /** A program that has to be on this machine, and runs with these arguments. */
  needs?: readonly string[];
  files: Files;
  /** Packages of this repository that the project has, by the name they have there. */
  packages?: Record<string, string>;
  typescript?: string;
  edits: readonly Edit[];
}

const typescriptFiles: Files = {
  "tsconfig.json": JSON.stringify({
    compilerOptions: { strict: true, target: "es2022", module: "preserve", types: [] },
    include: ["src"],
  }),
  "src/price.ts": "export function price(net: number): number {\n  return net * 1.2;\n}\n",
  "src/order.ts":
    'import { price } from "./price";\n\nexport const total = price(10);\nexport const old: string = 5;\n',
  "src/shop.ts":
    "export class Shop {\n  open(hour: number): boolean {\n    return hour > 8;\n  }\n\n  name = 'x';\n}\n",
  "src/street.ts":
    'import type { Shop } from "./shop";\n\nexport const visit = (shop: Shop) => shop.open(9);\n',
};

const typescriptEdits: readonly Edit[] = [
  {
    what: "an edit that changes nothing for the worse",
    after: { "src/price.ts": "export const price = (net: number): number => net * 1.25;\n" },
    worse: [],
  },
  {
    what: "a wrong type in the file itself",
    after: {
      "src/price.ts": "export function price(net: number): number {\n  return String(net);\n}\n",
    },
    worse: ["price.ts:2 error Type 'string' is not assignable to type 'number'."],
  },
  {
    what: "a name that does not exist",
    after: {
      "src/price.ts": "export function price(net: number): number {\n  return net * rate;\n}\n",
    },
    worse: ["price.ts:2 error Cannot find name 'rate'."],
  },
  {
    what: "broken syntax",
    after: {
      "src/price.ts": "export function price(net: number): number {\n  return net * ;\n}\n",
    },
    worse: ["price.ts:2 error Expression expected."],
  },
  {
    what: "a signature that others rely on",
    after: { "src/price.ts": "export function price(net: string): number {\n  return +net;\n}\n" },
    worse: ["order.ts:3 error Argument of type 'number' is not assignable"],
  },
  {
    what: "a member that others rely on",
    after: {
      "src/shop.ts":
        "export class Shop {\n  open(hour: string): boolean {\n    return +hour > 8;\n  }\n\n  name = 'x';\n}\n",
    },
    worse: ["street.ts:3 error Argument of type 'number' is not assignable"],
  },
  {
    what: "a name that others import and that is gone",
    after: { "src/price.ts": "export function cost(net: number): number {\n  return net;\n}\n" },
    worse: ["order.ts:1 error Module '\"./price\"' has no exported member 'price'."],
  },
  {
    what: "a rename in every file",
    after: {
      "src/price.ts": "export function cost(net: number): number {\n  return net;\n}\n",
      "src/order.ts":
        'import { cost } from "./price";\n\nexport const total = cost(10);\nexport const old: string = 5;\n',
    },
    worse: [],
  },
  {
    what: "a fault that was there, further down",
    after: {
      "src/order.ts":
        'import { price } from "./price";\n\n// How much it is.\nexport const total = price(10);\nexport const old: string = 5;\n',
    },
    worse: [],
  },
  {
    what: "an import that is not used any more",
    after: {
      "src/order.ts":
        'import { price } from "./price";\n\nexport const total = 12;\nexport const old: string = 5;\n',
    },
    worse: ["order.ts:1 warning 'price' is declared but its value is never read."],
  },
  {
    what: "a new file with a package and a global that only its project would know",
    after: {
      "src/price.test.ts":
        'import { it } from "vitest";\nimport { price } from "./price";\n\nit("a", () => expect(price("1")));\n',
    },
    worse: [
      "price.test.ts:1 warning Cannot find module 'vitest'",
      "price.test.ts:4 warning Cannot find name 'expect'",
      "price.test.ts:4 error Argument of type 'string' is not assignable",
    ],
  },
  {
    what: "a new file, and one that imports it",
    after: {
      "src/vat.ts": "export const vat: number = '20';\n",
      "src/price.ts":
        'import { vat } from "./vat";\n\nexport function price(net: number): number {\n  return net * vat;\n}\n',
    },
    worse: ["vat.ts:1 error Type 'string' is not assignable to type 'number'."],
  },
  {
    what: "a file that is deleted although others import it",
    after: { "src/price.ts": null },
    worse: ["order.ts:1 error File '"],
  },
  {
    what: "what is open and not saved",
    open: { "src/price.ts": "export const price = (net: string) => net;\n" },
    after: {
      "src/street.ts":
        'import { price } from "./price";\n\nexport const visit = (shop: string) => price(shop);\n',
    },
    worse: [],
  },
];

const scripts: Files = {
  "vat.js": "export const vat = 20;\n\nexport function add(net) {\n  return net + vat;\n}\n",
  "main.js":
    '#!/usr/bin/env node\nimport { add } from "./vat.js";\n\nconst shop = {};\nshop.name = "x";\nconsole.log(add(10), shop.sign, page);\n',
  "checked/jsconfig.json": '{ "compilerOptions": { "checkJs": true, "strict": true } }',
  "checked/one.js": "export const one = (n = 1) => n;\n",
};

const scriptEdits: readonly Edit[] = [
  {
    what: "JavaScript without a name that does not exist",
    after: { "vat.js": "export const vat = 20;\n\nexport const add = (net) => net + vat;\n" },
    worse: [],
  },
  {
    what: "JavaScript with a name that does not exist",
    after: {
      "vat.js": "export const vat = 20;\n\nexport function add(net) {\n  return net + rate;\n}\n",
    },
    worse: ["vat.js:4 error Cannot find name 'rate'."],
  },
  {
    what: "a name that JavaScript imports and that is gone",
    after: { "vat.js": "export const vat = 20;\n" },
    worse: ["main.js:2 error Module "],
  },
  {
    what: "JavaScript that nobody has written types for",
    after: {
      "main.js":
        '#!/usr/bin/env node\nimport { add } from "./vat.js";\n\nconst shop = {};\nshop.name = 5;\nconsole.log(add("10").length, shop.sign, shop.open(), page, page);\n',
    },
    worse: ["main.js:6 warning Cannot find name 'page'."],
  },
  {
    what: "JavaScript that is checked by its project",
    after: { "checked/one.js": "export const one = (n = 1) => n.length;\n" },
    worse: ["one.js:1 error Property 'length' does not exist"],
  },
];

const python: Files = {
  "pyproject.toml": "[project]\nname = 'x'\nversion = '1'\n",
  "price.py": "def price(net: float) -> float:\n    return net * 1.2\n",
  "order.py": "from price import price\n\ntotal = price(10)\nold: str = 5\n",
};

const go: Files = {
  "go.mod": "module example.com/shop\n\ngo 1.19\n",
  "price/price.go": "package price\n\nfunc Price(net int) int {\n\treturn net * 2\n}\n",
  "main.go":
    'package main\n\nimport "example.com/shop/price"\n\nfunc main() {\n\tprintln(price.Price(10))\n}\n',
};

const rust: Files = {
  "Cargo.toml": '[package]\nname = "shop"\nversion = "0.1.0"\nedition = "2021"\n',
  "Cargo.lock":
    '# This file is automatically @generated by Cargo.\n# It is not intended for manual editing.\nversion = 4\n\n[[package]]\nname = "shop"\nversion = "0.1.0"\n',
  "src/main.rs":
    "mod price;\n\nfn main() {\n    let total: u32 = price::price(10);\n    drop(total);\n}\n",
  "src/price.rs": "pub fn price(net: u32) -> u32 {\n    net * 2\n}\n",
};

const reals: Record<string, Real> = {
  "TypeScript 7 of the workspace": {
    by: /^TypeScript 7\./,
    files: typescriptFiles,
    packages: { typescript: "typescript", "@typescript": "@typescript" },
    edits: typescriptEdits,
  },
  "TypeScript 5.9 of the workspace": {
    by: /^TypeScript 5\.9\.3$/,
    files: typescriptFiles,
    packages: { typescript: "typescript-5" },
    edits: typescriptEdits,
  },
  "TypeScript 7, of JavaScript": {
    by: /^TypeScript 7\./,
    files: scripts,
    packages: { typescript: "typescript", "@typescript": "@typescript" },
    edits: scriptEdits,
  },
  "TypeScript 5.9, of JavaScript": {
    by: /^TypeScript 5\.9\.3$/,
    files: scripts,
    packages: { typescript: "typescript-5" },
    edits: scriptEdits,
  },
  "the TypeScript of the editor": {
    by: /^TypeScript [56]\./,
    files: typescriptFiles,
    typescript: editorsTypescript() ?? resolve("node_modules/typescript-5/lib"),
    edits: typescriptEdits,
  },
  "pyright of the workspace": {
    by: /^pyright 1\./,
    files: python,
    packages: { pyright: "pyright" },
    edits: [
      {
        what: "an edit that changes nothing for the worse",
        after: { "price.py": "def price(net: float) -> float:\n    return 1.2 * net\n" },
        worse: [],
      },
      {
        what: "a name that does not exist",
        after: { "price.py": "def price(net: float) -> float:\n    return net * rate\n" },
        worse: ['price.py:2 error "rate" is not defined'],
      },
      {
        what: "a signature that others rely on",
        after: { "price.py": "def price(net: str) -> float:\n    return float(net)\n" },
        worse: ['order.py:3 error Argument of type "Literal[10]" cannot be assigned'],
      },
      {
        what: "a fault that was there, further down",
        after: { "order.py": "from price import price\n\n# x\ntotal = price(10)\nold: str = 5\n" },
        worse: [],
      },
      {
        what: "an import that is not used any more",
        after: { "order.py": "from price import price\n\ntotal = 12\nold: str = 5\n" },
        worse: ['order.py:1 warning "price" is not accessed'],
      },
      {
        what: "a new file, and one that imports it",
        after: {
          "vat.py": "vat: int = 'x'\n",
          "price.py":
            "from vat import vat\n\n\ndef price(net: float) -> float:\n    return net * vat\n",
        },
        worse: ["vat.py:1 error Type "],
      },
    ],
  },
  "gopls of this machine": {
    by: /^gopls/,
    needs: ["gopls", "version"],
    files: go,
    edits: [
      {
        what: "an edit that changes nothing for the worse",
        after: {
          "price/price.go": "package price\n\nfunc Price(net int) int {\n\treturn 2 * net\n}\n",
        },
        worse: [],
      },
      {
        what: "a name that does not exist",
        after: {
          "price/price.go": "package price\n\nfunc Price(net int) int {\n\treturn net * rate\n}\n",
        },
        worse: ["price.go:4 error "],
      },
      {
        what: "a signature that others rely on",
        after: {
          "price/price.go": "package price\n\nfunc Price(net string) int {\n\treturn len(net)\n}\n",
        },
        worse: ["main.go:6 error cannot use 10"],
      },
      {
        what: "a new file, and one that uses it",
        after: {
          "price/vat.go": 'package price\n\nconst vat int = "x"\n',
          "price/price.go": "package price\n\nfunc Price(net int) int {\n\treturn net * vat\n}\n",
        },
        worse: ["vat.go:3 error cannot use"],
      },
    ],
  },
  "rust-analyzer of this machine": {
    by: /^rust-analyzer/,
    needs: ["rust-analyzer", "--version"],
    files: rust,
    edits: [
      {
        what: "an edit that changes nothing for the worse",
        after: { "src/price.rs": "pub fn price(net: u32) -> u32 {\n    2 * net\n}\n" },
        worse: [],
      },
      {
        what: "a wrong type in the file itself",
        after: {
          "src/price.rs": "pub fn price(net: u32) -> u32 {\n    let _ = net;\n    true\n}\n",
        },
        worse: ["price.rs:3 error "],
      },
      {
        what: "a signature that others rely on",
        after: { "src/price.rs": "pub fn price(net: u32, vat: u32) -> u32 {\n    net * vat\n}\n" },
        worse: ["main.rs:4 error expected 2 arguments, found 1"],
      },
    ],
  },
};

describe("checks by real checkers", function () {
  this.timeout(120_000);
  for (const [name, real] of Object.entries(reals))
    describe(name, () => {
      let project: Project;
      before(function () {
        if (!isThere(real.needs ?? [])) {
          console.log(`      ${real.needs?.[0]} is not on this machine: this is not tested here.`);
          this.skip();
        }
        project = createProject(real.files, { typescript: () => real.typescript });
        for (const [as, own] of Object.entries(real.packages ?? {})) project.bring(own, as);
      });

      after(() => {
        if (isThere(real.needs ?? [])) assert.deepEqual(onDisk(project.path), real.files);
      });

      for (const edit of real.edits)
        it(`tell of ${edit.what}`, async () => {
          project.open.clear();
          for (const [file, text] of Object.entries(edit.open ?? {})) project.open.set(file, text);
          const outcome = await project.checks.compare(project.shadow(edit.after, edit.before), {
            budgetMs,
            signal,
          });
          assert.match(outcome.kind === "checked" ? outcome.by : outcome.reason, real.by);
          const lines = told(outcome);
          assert.equal(lines.length, edit.worse.length, lines.join("\n"));
          for (const [index, start] of edit.worse.entries())
            assert.ok(lines[index]?.startsWith(start), lines.join("\n"));
        });
    });
});

/** The files of a project and what is in them, but for its packages. */
function onDisk(folder: string): Files {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .filter((path) => !path.includes("node_modules"));
  return Object.fromEntries(
    files.map((path) => [relative(folder, path).replaceAll("\\", "/"), readFileSync(path, "utf8")]),
  );
}

function isThere([program, ...args]: readonly string[]): boolean {
  return program === undefined || spawnSync(program, args).status === 0;
}

/** The TypeScript of the VS Code in which the tests of the editor run, where it is installed. */
function editorsTypescript(): string | undefined {
  const lib = join(vscodeFolder(CURRENT), "extensions/node_modules/typescript/lib");
  return existsSync(lib) ? lib : undefined;
}
