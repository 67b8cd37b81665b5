/**
 * Builds everything that Ingle runs into dist/: `node esbuild.mjs` once, with `--watch` at every
 * change. dist/ is laid out as node-llama-cpp expects of a bundle: its native libraries in
 * dist/bins and its facts in dist/llama, one folder above the engine's bundle.
 */
import { cpSync, existsSync, mkdirSync, rmSync } from "node:fs";
import { join, resolve } from "node:path";
import { context } from "esbuild";

const watch = process.argv.includes("--watch");

const common = {
  bundle: true,
  platform: "node",
  target: "node20",
  sourcemap: true,
  sourcesContent: false,
  minify: !watch,
  keepNames: true,
  // Prompts are files.
  loader: { ".md": "text" },
  logLevel: "warning",
};

const commonJs = {
  ...common,
  format: "cjs",
  // Its ES module asks where it lies, which a CommonJS bundle cannot answer.
  alias: { "web-tree-sitter": resolve("node_modules/web-tree-sitter/web-tree-sitter.cjs") },
};

const bundles = [
  existsSync("src/extension.ts") && {
    ...commonJs,
    entryPoints: ["src/extension.ts"],
    outfile: "dist/extension.js",
    external: ["vscode"],
  },
  {
    ...commonJs,
    ...withTreeSitter(executable().banner.js),
    entryPoints: ["server/main.ts"],
    outfile: "dist/server.js",
  },
  {
    ...commonJs,
    ...withTreeSitter(),
    // The process, and the thread in it that writes.
    entryPoints: { index: "server/index/main.ts", writer: "server/index/writer.ts" },
    outdir: "dist/index",
  },
  // Ends what the server has started, should the server be killed.
  { ...commonJs, entryPoints: ["server/process/reaperProcess.ts"], outfile: "dist/reaper.js" },
  { ...commonJs, entryPoints: ["server/cli/main.ts"], outfile: "dist/cli.js", ...executable() },
  {
    ...common,
    format: "esm",
    entryPoints: ["server/engine/llama/main.ts"],
    outfile: "dist/engine/engine.mjs",
    external: ["electron", "@node-llama-cpp/*", "@reflink/reflink"],
    // Names of our own: a module that declares __dirname itself would clash with the banner.
    define: { __filename: "fileOfBundle", __dirname: "folderOfBundle" },
    banner: {
      js: [
        'import { createRequire as createRequireForBundle } from "node:module";',
        'import { fileURLToPath as pathOfUrl } from "node:url";',
        'import { dirname as folderOf } from "node:path";',
        "const require = createRequireForBundle(import.meta.url);",
        "const fileOfBundle = pathOfUrl(import.meta.url);",
        "const folderOfBundle = folderOf(fileOfBundle);",
      ].join("\n"),
    },
  },
  view("trace"),
  view("chat"),
].filter((bundle) => bundle !== false);

rmSync("dist", { recursive: true, force: true });
copyNativeLibraries();
copyModel();
copyGrammars();
copyCodicons();
const contexts = await Promise.all(bundles.map((bundle) => context(bundle)));
await Promise.all(contexts.map((each) => each.rebuild()));
if (watch) {
  await Promise.all(contexts.map((each) => each.watch()));
  // F5 waits for this line (.vscode/tasks.json).
  console.log("watching every bundle; Ctrl-C ends it");
} else {
  await Promise.all(contexts.map((each) => each.dispose()));
}

/** The script of a view, for the page that VS Code shows it in. */
function view(/** @type {string} */ name) {
  return {
    ...common,
    platform: /** @type {const} */ ("browser"),
    format: /** @type {const} */ ("iife"),
    // Electron's in the oldest VS Code that is supported; keepNames would only add to it.
    target: "chrome138",
    keepNames: false,
    entryPoints: [`media/${name}/view.ts`],
    outfile: `dist/media/${name}.js`,
  };
}

/** web-tree-sitter asks for its own place, which a CommonJS bundle must be told. */
function withTreeSitter(before = "") {
  const place = 'const urlOfBundle = require("node:url").pathToFileURL(__filename).href;';
  return {
    define: { "import.meta.url": "urlOfBundle" },
    banner: { js: `${before}\n${place}`.trim() },
  };
}

function executable() {
  return { banner: { js: "#!/usr/bin/env node" } };
}

/** Copies the libraries of every back end that is installed for this platform. */
function copyNativeLibraries() {
  const platform =
    process.platform === "win32" ? "win" : process.platform === "darwin" ? "mac" : "linux";
  const name = `${platform}-${process.arch}`;
  const packages = [name, `${name}-vulkan`, `${name}-metal`];
  for (const each of packages) {
    const bins = join("node_modules", "@node-llama-cpp", each, "bins");
    if (existsSync(bins)) cpSync(bins, join("dist", "bins"), { recursive: true });
  }
  mkdirSync(join("dist", "llama"), { recursive: true });
  for (const each of ["binariesGithubRelease.json", "grammars"]) {
    cpSync(join("node_modules", "node-llama-cpp", "llama", each), join("dist", "llama", each), {
      recursive: true,
    });
  }
}

/** Tree-sitter and the grammars of the languages that server/syntax knows. */
function copyGrammars() {
  const grammars = join("node_modules", "@vscode", "tree-sitter-wasm", "wasm");
  const names = [
    ...["typescript", "tsx", "javascript", "python", "go", "rust", "java", "cpp", "c-sharp"],
    ...["css", "php", "ruby", "bash"],
  ];
  for (const name of names) {
    const file = `tree-sitter-${name}.wasm`;
    cpSync(join(grammars, file), join("dist", "grammars", file));
  }
  const runtime = "web-tree-sitter.wasm";
  cpSync(join("node_modules", "web-tree-sitter", runtime), join("dist", "grammars", runtime));
}

/** The symbols of buttons in views. */
function copyCodicons() {
  for (const file of ["codicon.css", "codicon.ttf"])
    cpSync(join("node_modules/@vscode/codicons/dist", file), join("dist/media", file));
}

/** The model that ships inside the package, what it is, and what it was trained on. */
function copyModel() {
  for (const each of ["ember.gguf", "ember.json", "manifest.json"]) {
    const from = join("ember", "release", each);
    if (existsSync(from)) cpSync(from, join("dist", "models", each));
  }
}
