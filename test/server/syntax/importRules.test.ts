import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, it } from "mocha";
import { importsOf } from "../../../server/syntax/importRules.ts";

/** A file of the workspace /w, its text, and one of the paths looked at for each of its imports. */
const rows: [file: string, text: string, paths: string[]][] = [
  ["src/a.ts", 'import { b } from "./b.ts";\nimport "../c";', ["src/b.ts", "c/index.ts"]],
  ["src/a.ts", 'import x from "react";\nimport y from "node:fs";', []],
  ["src/a.ts", "import {\n  b,\n} from './b.js';", ["src/b.ts"]],
  ["a.js", 'const b = require("./lib/b"); import("./c");', ["lib/b.js", "c.mjs"]],
  [
    "p/q/a.py",
    "from .b import c\nfrom ..d import e",
    ["p/q/b.py", "p/q/b/c.py", "p/d.py", "p/d/e.py"],
  ],
  ["p/a.py", "import q.r\nfrom q import s as t", ["q/__init__.py", "p/q/s.py", "q/r.py"]],
  ["p/a.py", "from . import b", ["p/b.py"]],
  [
    "cmd/a.go",
    'import (\n\t"fmt"\n\t"acme.org/w/store"\n\tx "acme.org/w/a/b"\n)',
    ["store", "a/b"],
  ],
  ["src/main.rs", "mod a;\nuse crate::b::C;\nuse std::fs;", ["src/a.rs", "src/b.rs"]],
  ["src/a/mod.rs", "pub mod b;\nuse super::c::D;", ["src/a/b/mod.rs", "src/c.rs"]],
  ["src/a.rs", "mod b;", ["src/a/b.rs"]],
  [
    "src/com/acme/A.java",
    "package com.acme;\nimport com.acme.x.B;\nimport static com.acme.C.d;",
    ["src/com/acme/x/B.java", "src/com/acme/C.java"],
  ],
  [
    "src/a.c",
    '#include "a.h"\n#include <stdio.h>\n# include "x/b.h"',
    ["src/a.h", "include/x/b.h"],
  ],
  ["a.md", 'import x from "./b"', []],
];

describe("importsOf", () => {
  for (const [file, text, paths] of rows)
    it(`finds ${paths.join(", ") || "nothing"} from ${file}`, () => {
      const found = importsOf({
        path: join("/w", file),
        root: "/w",
        text,
        goModule: { path: "acme.org/w", folder: "/w" },
      });
      assert.equal(found.length, paths.length, JSON.stringify(found));
      for (const [index, path] of paths.entries())
        assert.ok(found[index]?.includes(join("/w", path)), `${path} in ${found[index]}`);
    });
});
