import { describe } from "mocha";
import { type MoveRow, testMoves } from "./rows.ts";

const rows: MoveRow[] = [
  {
    what: "a function, its imports, and those who import it",
    project: {
      "src/a.ts": `import { join } from "node:path";
import { read, write } from "./files.ts";

const limit = 10;

/** Loads it. */
export function load(name: string): string {
  return read(join("x", name)).slice(0, limit);
}

export function save(name: string): void {
  write(name);
}
`,
      "src/b/c.ts": `import { load, save } from "../a.ts";

save(load("x"));
`,
      "src/store.ts": `import { write } from "./files.ts";

export const store = write;
`,
      "src/files.ts": `export const read = String;\nexport const write = String;\n`,
    },
    move: { name: "load", from: "src/a.ts", to: "src/store.ts" },
    after: {
      "src/a.ts": `import { write } from "./files.ts";

export const limit = 10;

export function save(name: string): void {
  write(name);
}
`,
      "src/b/c.ts": `import { save } from "../a.ts";
import { load } from "../store.ts";

save(load("x"));
`,
      "src/store.ts": `import { read, write } from "./files.ts";
import { join } from "node:path";
import { limit } from "./a.ts";

export const store = write;

/** Loads it. */
export function load(name: string): string {
  return read(join("x", name)).slice(0, limit);
}
`,
    },
  },
  {
    what: "a type to a new file, with types said to be types",
    project: {
      "a.ts": `export interface Book {
  title: Title;
}

export type Title = string;

export function titled(book: Book): Title {
  return book.title;
}
`,
      "b.ts": `import type { Book } from "./a";\n\nexport const none: Book[] = [];\n`,
      "c.ts": `import { type Book, titled } from "./a";\n\nexport const t = (b: Book) => titled(b);\n`,
    },
    move: { name: "Book", from: "a.ts", to: "types/book.ts" },
    after: {
      "a.ts": `import type { Book } from "./types/book";

export type Title = string;

export function titled(book: Book): Title {
  return book.title;
}
`,
      "b.ts": `import type { Book } from "./types/book";\n\nexport const none: Book[] = [];\n`,
      "c.ts": `import { titled } from "./a";
import type { Book } from "./types/book";

export const t = (b: Book) => titled(b);
`,
      "types/book.ts": `import type { Title } from "../a";

export interface Book {
  title: Title;
}
`,
    },
  },
  {
    what: "what the target has imported is its own then",
    project: {
      "a.js": `export const one = 1;\nexport const two = 2;\n`,
      "b.js": `import { one, two } from './a.js'\n\nexport const three = () => one + two\n`,
    },
    move: { name: "one", from: "a.js", to: "b.js" },
    after: {
      "a.js": `export const two = 2;\n`,
      "b.js": `import { two } from './a.js'

export const three = () => one + two

export const one = 1;
`,
    },
  },
  {
    what: "above what needs it when the file is loaded",
    project: {
      "a.ts": `export const one = 1;\nexport const two = 2;\n`,
      "b.ts": `import { one } from "./a";\n\nexport const other = 0;\n\n// Three.\nexport const three = one + 2;\n`,
    },
    move: { name: "one", from: "a.ts", to: "b.ts" },
    after: {
      "a.ts": `export const two = 2;\n`,
      "b.ts": `export const other = 0;

export const one = 1;

// Three.
export const three = one + 2;
`,
    },
  },
  {
    what: "overloads together, and exports in a clause",
    project: {
      "a.ts": `import x from "x";
import * as y from "y";

// Either.
function f(a: string): void;
function f(a: number): void;
function f(a: unknown): void {
  x(a, y.z);
}
const rest = x;

export { f, rest };
`,
      "b.ts": `import { f as g } from "./a";\ng(1);\n`,
    },
    move: { name: "f", from: "a.ts", to: "f.ts" },
    after: {
      "a.ts": `import x from "x";

const rest = x;

export { rest };
`,
      "b.ts": `import { f as g } from "./f";\ng(1);\n`,
      "f.ts": `import x from "x";
import * as y from "y";

// Either.
export function f(a: string): void;
export function f(a: number): void;
export function f(a: unknown): void {
  x(a, y.z);
}
`,
    },
  },
  {
    what: "uses through a namespace, re-exports, and everything at once",
    project: {
      "a.ts": `export const one = 1;\nexport const two = 2;\n`,
      "space.ts": `import * as a from "./a";\n\nexport const s = a.one + a.two + a.oneMore;\n`,
      "some.ts": `export { one, two } from "./a";\n`,
      "all.ts": `export * from "./a";\n`,
      "type.ts": `export type { one as uno } from "./a";\n`,
    },
    move: { name: "one", from: "a.ts", to: "b.ts" },
    after: {
      "a.ts": `export const two = 2;\n`,
      "b.ts": `export const one = 1;\n`,
      "space.ts": `import * as a from "./a";\nimport { one } from "./b";\n\nexport const s = one + a.two + a.oneMore;\n`,
      "some.ts": `export { two } from "./a";\nexport { one } from "./b";\n`,
      "all.ts": `export * from "./a";\nexport { one } from "./b";\n`,
      "type.ts": `export type { one as uno } from "./b";\n`,
    },
  },
  {
    what: "from a file that stands for its folder, which goes on exporting it",
    project: {
      "lib/index.ts": `export const one = 1;\n\nexport const two = one + 1;\n`,
      "b.ts": `import { one } from "./lib";\n\nexport const b = one;\n`,
    },
    move: { name: "one", from: "lib/index.ts", to: "lib/one.ts" },
    after: {
      "lib/index.ts": `import { one } from "./one";\nexport { one } from "./one";\n\nexport const two = one + 1;\n`,
      "lib/one.ts": `export const one = 1;\n`,
    },
  },
  {
    what: "those who import it by an alias, and by the alias again",
    project: {
      "tsconfig.json": '{"compilerOptions": {"paths": {"@/*": ["./src/*"]}}}',
      "src/lib/a.ts": `import { join } from "@/join";\n\nexport const one = join;\nexport const two = 2;\n`,
      "src/join.ts": "export const join = 1;\n",
      "src/c.ts": `import { one } from "@/lib/a";\n\none;\n`,
      "src/d.ts": `import * as a from "@/lib/a";\n\na.one;\na.two;\n`,
      "src/e.ts": `export { one } from "@/lib/a";\n`,
    },
    move: { name: "one", from: "src/lib/a.ts", to: "src/b/one.ts" },
    after: {
      "src/lib/a.ts": "export const two = 2;\n",
      "src/b/one.ts": `import { join } from "@/join";\n\nexport const one = join;\n`,
      "src/c.ts": `import { one } from "@/b/one";\n\none;\n`,
      "src/d.ts": `import * as a from "@/lib/a";\nimport { one } from "@/b/one";\n\none;\na.two;\n`,
      "src/e.ts": `export { one } from "@/b/one";\n`,
    },
  },
  {
    what: "long imports over several lines",
    project: {
      "a.ts": `import {
  alpha,
  beta,
  gamma,
} from "./names";

export const all = () => [alpha, beta, gamma];
export const some = () => [beta];
`,
      "names.ts": `export const alpha = 1, beta = 2, gamma = 3;\n`,
    },
    move: { name: "all", from: "a.ts", to: "all.ts" },
    after: {
      "a.ts": `import {
  beta,
} from "./names";

export const some = () => [beta];
`,
      "all.ts": `import { alpha, beta, gamma } from "./names";\n\nexport const all = () => [alpha, beta, gamma];\n`,
    },
  },
  {
    what: "the last declaration, with Windows' other files left alone",
    project: {
      "a.ts": `export const two = 2;\n\nexport class One {\n  static all = new Map<string, One>();\n}\n`,
    },
    move: { name: "One", from: "a.ts", to: "one.ts" },
    after: {
      "a.ts": `export const two = 2;\n`,
      "one.ts": `export class One {\n  static all = new Map<string, One>();\n}\n`,
    },
  },
];

const pair = { "a.ts": "export const one = 1;\n", "b.ts": "" };
const refusals: MoveRow[] = [
  { what: "a default export", project: { ...pair, "a.ts": "export default function one() {}\n" } },
  {
    what: "a default export in a clause",
    project: { ...pair, "a.ts": "function one() {}\nexport default one;\n" },
  },
  {
    what: "several names together",
    project: { ...pair, "a.ts": "export const one = 1, two = 2;\n" },
  },
  { what: "a name that is there", project: { ...pair, "b.ts": "const one = 2;\n" } },
  {
    what: "a name that means something else there",
    project: {
      ...pair,
      "a.ts": "export const one = () => print(1);\n",
      "b.ts": "const print = 1;\n",
    },
  },
  {
    what: "an import that means something else there",
    project: {
      ...pair,
      "a.ts": 'import { x } from "x";\nexport const one = x;\n',
      "b.ts": 'import { x } from "y";\nx();\n',
    },
  },
  {
    what: "a variable that others assign to",
    project: { ...pair, "a.ts": "export let one = 1;\nexport const set = () => { one = 2; };\n" },
  },
  {
    what: "what assigns to a variable",
    project: { ...pair, "a.ts": "let two = 1;\nexport const one = () => { two = 2; };\n" },
  },
  {
    what: "CommonJS",
    project: { "a.ts": "const one = 1;\nmodule.exports = { one };\n", "b.ts": "" },
  },
  { what: "a shared line", project: { ...pair, "a.ts": "const two = 2; const one = 1;\n" } },
  {
    what: "a whole file under a name",
    project: { ...pair, "c.ts": 'export * as a from "./a";\n' },
  },
  {
    what: "a file that is loaded while another runs",
    project: { ...pair, "c.ts": 'import "./x";\nconst { one } = await import("./a");\n' },
  },
  {
    what: "another name in the target",
    project: { ...pair, "b.ts": 'import { one as uno } from "./a";\nuno;\n' },
  },
  { what: "nothing of that name", project: { ...pair, "a.ts": "export const two = 1;\n" } },
].map((row) => ({ ...row, move: { name: "one", from: "a.ts", to: "b.ts" }, after: undefined }));

describe("a declaration of a script moves", () => testMoves([...rows, ...refusals]));
