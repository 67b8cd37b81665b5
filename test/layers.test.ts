import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, it } from "mocha";

interface Layer {
  may?: string[];
  mayNot: string[];
}

const restricted = "lint/style/noRestrictedImports";
const cycle = "lint/suspicious/noImportCycles";

const layers: Record<string, Layer> = {
  "server/text/planted.ts": {
    may: ["./lines.ts"],
    mayNot: ["../prompt/build.ts", "./../prompt/build.ts", "node:fs", "ignore", "vscode"],
  },
  "server/prompt/planted.ts": {
    may: ["./formats.ts", "../text/lines.ts"],
    mayNot: ["../guard/guard.ts", "../engine/engine.ts", "../models/gguf.ts", "node:fs/promises"],
  },
  "server/guard/planted.ts": {
    may: ["../text/lines.ts", "node:fs", "node:fs/promises", "ignore"],
    mayNot: ["../prompt/build.ts", "../models/gguf.ts", "../engine/engine.ts", "undici"],
  },
  "server/process/planted.ts": {
    may: ["./restarts.ts", "node:child_process"],
    mayNot: ["../engine/messages.ts", "../text/lines.ts", "vscode"],
  },
  "server/syntax/planted.ts": {
    may: ["../text/lines.ts", "web-tree-sitter", "node:path"],
    mayNot: ["../prompt/build.ts", "../guard/guard.ts", "vscode"],
  },
  "server/engine/planted.ts": {
    may: ["./messages.ts", "../text/lines.ts", "../guard/guard.ts", "../process/child.ts"],
    mayNot: [
      "./llama/load.ts",
      "node-llama-cpp",
      "../prompt/build.ts",
      "../completion/complete.ts",
    ],
  },
  "server/engine/llama/planted.ts": {
    may: ["./load.ts", "../messages.ts", "../../text/lines.ts", "node-llama-cpp", "node:os"],
    mayNot: ["../../prompt/build.ts", "../../models/gguf.ts", "vscode-languageserver/node"],
  },
  "server/engine/http/planted.ts": {
    may: ["./client.ts", "../engine.ts", "../../guard/guard.ts", "node:http"],
    mayNot: ["../process.ts", "../llama/load.ts", "../../prompt/formats.ts", "undici"],
  },
  "server/models/planted.ts": {
    may: ["./gguf.ts", "../guard/guard.ts", "../engine/engine.ts", "node:fs/promises"],
    mayNot: ["../engine/process.ts", "../prompt/formats.ts", "node-llama-cpp"],
  },
  "server/check/planted.ts": {
    may: [
      ...["../text/lines.ts", "../process/child.ts", "../protocol/hunks.ts"],
      ...["node:path", "vscode-languageserver/node"],
    ],
    mayNot: [
      "../protocol/edit.ts",
      "../edit/propose.ts",
      "../engine/engine.ts",
      "../guard/guard.ts",
      "vscode",
    ],
  },
  "server/check/find/planted.ts": {
    may: ["../checker.ts", "../lsp/languageServer.ts", "../../process/tool.ts", "node:fs"],
    mayNot: ["../../server.ts", "../../protocol/edit.ts", "../../guard/guard.ts", "vscode"],
  },
  "server/diff/planted.ts": {
    may: ["../guard/guard.ts", "../context/files.ts", "../protocol/scm.ts"],
    mayNot: ["../scm/feature.ts", "../chat/answer.ts", "../engine/engine.ts", "vscode"],
  },
  "server/echo/planted.ts": {
    may: ["../text/lines.ts", "../syntax/tree.ts", "../guard/guard.ts"],
    mayNot: ["../engine/engine.ts", "../completion/complete.ts", "../prompt/build.ts"],
  },
  "server/index/planted.ts": {
    may: ["../text/lines.ts", "../syntax/tree.ts", "../guard/guard.ts", "../engine/engine.ts"],
    mayNot: ["../context/imports.ts", "../engine/process.ts", "../completion/complete.ts"],
  },
  "server/index/search/planted.ts": {
    may: ["./fuse.ts", "../sqlite.ts", "../../text/lines.ts"],
    mayNot: ["../../guard/guard.ts", "../../context/gather.ts", "node:fs"],
  },
  "server/context/planted.ts": {
    may: ["../index/workspaceIndex.ts", "../syntax/tree.ts", "../engine/engine.ts"],
    mayNot: ["../index/store.ts", "../completion/complete.ts", "vscode-languageserver"],
  },
  "server/completion/planted.ts": {
    may: ["../prompt/build.ts", "../guard/guard.ts", "../engine/engine.ts", "node:path"],
    mayNot: [
      "../chat/answer.ts",
      "../edit/apply.ts",
      "../cli/main.ts",
      "../server.ts",
      "../engine/llama/load.ts",
      "node-llama-cpp",
      "vscode-languageserver/node",
      "vscode",
      "../../src/client.ts",
    ],
  },
  "server/completion/feature.ts": {
    may: ["vscode-languageserver/node", "./complete.ts"],
    mayNot: ["../chat/feature.ts", "vscode-languageclient/node", "node-llama-cpp"],
  },
  "server/chat/planted.ts": {
    mayNot: ["../completion/complete.ts", "../edit/apply.ts", "../scm/review.ts"],
  },
  "server/edit/planted.ts": {
    may: ["../check/checks.ts", "../protocol/edit.ts"],
    mayNot: ["../completion/complete.ts", "../chat/answer.ts", "../scm/review.ts"],
  },
  "server/scm/planted.ts": {
    may: ["../protocol/edit.ts"],
    mayNot: ["../completion/complete.ts", "../chat/answer.ts", "../edit/apply.ts"],
  },
  "server/protocol/planted.ts": {
    may: ["./options.ts", "../engine/engine.ts", "../index/workspaceIndex.ts", "diff"],
    mayNot: ["../completion/complete.ts", "../engine/process.ts", "../index/store.ts", "node:fs"],
  },
  "server/planted.ts": {
    may: ["./completion/feature.ts", "./engine/process.ts", "vscode-languageserver/node"],
    mayNot: ["./engine/llama/load.ts", "./cli/main.ts", "../src/client.ts", "vscode"],
  },
  "server/cli/planted.ts": {
    may: ["../protocol/messages.ts", "vscode-languageserver/node", "node:fs"],
    mayNot: [
      "../completion/complete.ts",
      "../server.ts",
      "../engine/engine.ts",
      "../guard/guard.ts",
    ],
  },
  "src/completion/planted.ts": {
    may: [
      "../client.ts",
      "vscode",
      "vscode-languageclient/node",
      "../../server/protocol/messages.ts",
    ],
    mayNot: [
      "../../server/engine/engine.ts",
      "../../server/server.ts",
      "../../media/chat/view.ts",
      "node-llama-cpp",
      "vscode-languageserver/node",
    ],
  },
  "media/chat/planted.ts": {
    may: ["./list.ts", "../../src/chat/messages.ts", "lit", "lit/directives/ref.js", "dompurify"],
    mayNot: [
      "../trace/elements.ts",
      "../../src/chat/view.ts",
      "../../server/protocol/messages.ts",
      "vscode",
      "node:fs",
    ],
  },
  "scripts/planted.mjs": {
    may: ["node:fs/promises", "./step.mjs", "./editor/server.mjs"],
    mayNot: ["esbuild", "../server/server.ts", "../src/client.ts"],
  },
};

const cycles: Record<string, string> = {
  "server/text/circleA.ts": 'import { b } from "./circleB.ts";\nexport const a = b;\n',
  "server/text/circleB.ts": 'export const b = 1;\nexport type { A } from "./circleC.ts";\n',
  "server/text/circleC.ts": 'import type { a } from "./circleA.ts";\nexport type A = typeof a;\n',
};

interface Diagnostic {
  category: string;
  location: { path: string; start?: { line: number } };
}

describe("the layers", () => {
  let folder: string;
  let diagnostics: Diagnostic[];

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "ingle-layers-"));
    for (const file of ["biome.json", ".gitignore"]) copyFileSync(file, join(folder, file));
    for (const [file, { may = [], mayNot }] of Object.entries(layers))
      plant(file, [...mayNot, ...may].map((source) => `import "${source}";\n`).join(""));
    for (const [file, text] of Object.entries(cycles)) plant(file, text);
    diagnostics = lint(folder);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function plant(file: string, text: string): void {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }

  for (const [file, { may = [], mayNot }] of Object.entries(layers))
    it(`hold in ${dirname(file)} (${file.endsWith("feature.ts") ? "feature.ts" : "any file"})`, () => {
      const lines = diagnostics
        .filter(({ category, location }) => category === restricted && location.path === file)
        .map(({ location }) => location.start?.line ?? 0);
      const named = lines.map((line) => [...mayNot, ...may][line - 1]).sort();
      assert.deepEqual(named, [...mayNot].sort());
    });

  it("have no import cycle, not even of types", () => {
    const files = diagnostics
      .filter(({ category }) => category === cycle)
      .map(({ location }) => location.path);
    assert.deepEqual([...new Set(files)].sort(), Object.keys(cycles));
  });

  it("leave out no folder of the server", () => {
    const tested = new Set(Object.keys(layers).map(dirname));
    for (const entry of readdirSync("server", { withFileTypes: true }))
      assert.ok(entry.isFile() || tested.has(`server/${entry.name}`), entry.name);
  });
});

function lint(folder: string): Diagnostic[] {
  const biome = resolve("node_modules/@biomejs/biome/bin/biome");
  const args = [biome, "lint", "--reporter=json", "--max-diagnostics=none", "."];
  const run = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
  const report = JSON.parse(run.stdout) as { diagnostics: Diagnostic[] };
  return report.diagnostics;
}
