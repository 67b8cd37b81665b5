import assert from "node:assert/strict";
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, it } from "mocha";
import { executableIn, pathFolders } from "../../../server/check/find/executable.ts";
import { placeOf } from "../../../server/check/find/place.ts";
import { findTypescript } from "../../../server/check/find/typescript.ts";
import { configured } from "../../../server/check/lsp/configuration.ts";
import { nameAndVersion } from "../../../server/check/lsp/nameAndVersion.ts";
import { scratchFolder } from "../../helpers/scratch.ts";

const platform = `typescript-${process.platform}-${process.arch}`;
const previewPlatform = `native-preview-${process.platform}-${process.arch}`;
const program = process.platform === "win32" ? "tsc.exe" : "tsc";

/** Packages by their folder, with their version, and what is found for a file in src/. */
const typescripts: Record<
  string,
  { packages: Record<string, string>; files?: string[]; editor?: string; found: RegExp }
> = {
  "TypeScript 5 of the workspace": {
    packages: { "w/node_modules/typescript": "5.4.2" },
    files: ["w/node_modules/typescript/lib/tsserver.js"],
    found: /^TypeScript 5\.4\.2 .*\/w\/node_modules\/typescript\/lib\/tsserver\.js /,
  },
  "the nearest of two": {
    packages: { "w/node_modules/typescript": "5.4.2", "w/src/node_modules/typescript": "6.0.1" },
    files: [
      "w/node_modules/typescript/lib/tsserver.js",
      "w/src/node_modules/typescript/lib/tsserver.js",
    ],
    found: /^TypeScript 6\.0\.1 .*\/w\/src\/node_modules/,
  },
  "TypeScript 7 by the program of this platform": {
    packages: {
      "w/node_modules/typescript": "7.0.2",
      [`w/node_modules/@typescript/${platform}`]: "7.0.2",
    },
    files: [`w/node_modules/@typescript/${platform}/lib/${program}`],
    found: /^TypeScript 7\.0\.2 .*\/lib\/tsc(?:\.exe)? --lsp --stdio$/,
  },
  "the preview of TypeScript 7, where there is no other": {
    packages: {
      "w/node_modules/@typescript/native-preview": "7.0.0-dev.20250601.1",
      [`w/node_modules/@typescript/${previewPlatform}`]: "7.0.0-dev.20250601.1",
    },
    files: [`w/node_modules/@typescript/${previewPlatform}/lib/${program.replace("tsc", "tsgo")}`],
    found: /^TypeScript 7\.0\.0-dev\.\S+ .*tsgo(?:\.exe)? --lsp --stdio$/,
  },
  "the editor's, where the workspace has none": {
    packages: { "editor/typescript": "6.0.3" },
    files: ["editor/typescript/lib/tsserver.js"],
    editor: "editor/typescript/lib",
    found: /^TypeScript 6\.0\.3 .*\/editor\/typescript\/lib\/tsserver\.js /,
  },
  "the editor's, where the workspace's is too old": {
    packages: { "w/node_modules/typescript": "3.9.10", "editor/typescript": "6.0.3" },
    files: ["w/node_modules/typescript/lib/tsserver.js", "editor/typescript/lib/tsserver.js"],
    editor: "editor/typescript/lib",
    found: /^TypeScript 6\.0\.3 /,
  },
  "the editor's, where the workspace's is without its program": {
    packages: { "w/node_modules/typescript": "7.0.2", "editor/typescript": "6.0.3" },
    files: ["editor/typescript/lib/tsserver.js"],
    editor: "editor/typescript/lib",
    found: /^TypeScript 6\.0\.3 /,
  },
  "none that lies above the workspace": {
    packages: { "node_modules/typescript": "5.4.2" },
    files: ["node_modules/typescript/lib/tsserver.js"],
    found: /^Neither the workspace nor the editor has a TypeScript that could be asked\.$/,
  },
};

describe("TypeScript is found:", () => {
  for (const [what, { packages, files = [], editor, found }] of Object.entries(typescripts))
    it(what, () => {
      const { path } = scratchFolder();
      for (const [folder, version] of Object.entries(packages))
        put(join(path, folder, "package.json"), JSON.stringify({ version }));
      for (const file of files) put(join(path, file), "");
      const workspace = join(path, "w");
      const result = findTypescript({
        ...{ folder: join(workspace, "src"), root: workspace, workspace },
        typescript: editor && join(path, editor),
      });
      assert.match(toldOf(result).replaceAll("\\", "/"), found);
    });

  it("TypeScript 7 where packages are links into a store", () => {
    const { path } = scratchFolder();
    const workspace = join(path, "w");
    const store = join(workspace, "node_modules/.store/node_modules");
    put(join(store, "typescript/package.json"), '{ "version": "7.0.2" }');
    put(join(store, "@typescript", platform, "package.json"), '{ "version": "7.0.2" }');
    put(join(store, "@typescript", platform, "lib", program), "");
    symlinkSync(join(store, "typescript"), join(workspace, "node_modules/typescript"), "junction");
    const place = { folder: workspace, root: workspace, workspace, typescript: undefined };
    assert.match(toldOf(findTypescript(place)), /^TypeScript 7\.0\.2 /);
  });
});

describe("the project of a file", () => {
  const rows: Record<string, { file: string; markers: string[]; root: string | undefined }> = {
    "is the nearest folder with a marker": { file: "w/a/b/c.go", markers: ["go.mod"], root: "w/a" },
    "goes by the first marker that there is": {
      file: "w/a/b/c.go",
      markers: ["go.work", "go.mod"],
      root: "w",
    },
    "is the workspace's folder without any": { file: "w/a/b/c.go", markers: [], root: "w" },
    "is not looked for above the workspace": { file: "w/a/c.go", markers: ["top.txt"], root: "w" },
    "is that of the innermost folder": { file: "w/inner/c.go", markers: [], root: "w/inner" },
    "is none outside of the workspace": { file: "w2/c.go", markers: [], root: undefined },
  };
  for (const [what, { file, markers, root }] of Object.entries(rows))
    it(what, () => {
      const { path } = scratchFolder();
      for (const each of ["top.txt", "w/go.work", "w/a/go.mod", "w/a/b/c.go", "w/inner/c.go"])
        put(join(path, each), "");
      const folders = [join(path, "w"), join(path, "w/inner")];
      const place = placeOf(join(path, file), { folders, markers });
      assert.equal(place?.root, root && join(path, root));
    });
});

describe("a program", () => {
  it("is found only where it can be run", function () {
    if (process.platform === "win32") this.skip();
    const { path } = scratchFolder();
    put(join(path, "a/tool"), "");
    mkdirSync(join(path, "b/tool"), { recursive: true });
    put(join(path, "c/tool"), "");
    chmodSync(join(path, "c/tool"), 0o755);
    const folders = ["a", "b", "c"].map((each) => join(path, each));
    assert.equal(executableIn(folders, "tool"), join(path, "c/tool"));
    assert.equal(executableIn(folders.slice(0, 2), "tool"), undefined);
  });

  it("is not looked for in folders relative to where it is run", () => {
    const { PATH } = process.env;
    try {
      process.env.PATH = [".", "bin", "", join("/", "usr", "bin")].join(
        process.platform === "win32" ? ";" : ":",
      );
      assert.deepEqual(pathFolders(), [join("/", "usr", "bin")]);
    } finally {
      process.env.PATH = PATH;
    }
  });
});

describe("a language server", () => {
  const settings = { a: { b: { c: false } } };
  const rows: Record<string, { section?: string; answer: unknown }> = {
    "all of it": { answer: settings },
    "what stands at a path": { section: "a.b", answer: { c: false } },
    "a value that is false": { section: "a.b.c", answer: false },
    "nothing where there is nothing": { section: "x.y", answer: null },
    "nothing below a value": { section: "a.b.c.d", answer: null },
  };
  for (const [what, { section, answer }] of Object.entries(rows))
    it(`is told of its settings: ${what}`, () =>
      assert.deepEqual(configured(settings, section), answer));

  const versions: Record<string, string> = {
    "1.1.414": "it 1.1.414",
    "0.3.2212-standalone (2a5bb3c 2025-12-01)": "it 0.3.2212-standalone",
    '{"GoVersion":"go1.24.1","Main":{"Version":"v0.18.1"}}': "it 0.18.1",
    '{"Main":{"Version":""},"Version":"master"}': "it",
    "{": "it",
    "": "it",
  };
  for (const [version, said] of Object.entries(versions))
    it(`that is "${version}" is called "${said}"`, () =>
      assert.equal(
        nameAndVersion("it", { capabilities: {}, serverInfo: { name: "it", version } }),
        said,
      ));
});

function put(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function toldOf(found: ReturnType<typeof findTypescript>): string {
  if (found.kind === "none") return found.reason;
  const name =
    found.kind === "tsserver" ? found.name : `${found.server.name} ${found.server.version}`;
  return [name, found.command.file, ...found.command.args].join(" ");
}
