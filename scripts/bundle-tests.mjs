/**
 * Bundles tests into out/test/: `node scripts/bundle-tests.mjs test/a.test.ts …`. What runs on Node
 * becomes an ES module; what runs in the extension host, which loads its tests by `require`, CommonJS.
 */
import { build } from "esbuild";
import { runsInExtensionHost } from "./test-files.mjs";

const files = process.argv.slice(2);
const inHost = files.filter(runsInExtensionHost);
const onNode = files.filter((file) => !runsInExtensionHost(file));

const common = /** @satisfies {import("esbuild").BuildOptions} */ ({
  outdir: "out/test",
  outbase: "test",
  bundle: true,
  platform: "node",
  target: "node20",
  sourcemap: true,
  sourcesContent: false,
  loader: { ".md": "text" },
  // Found at run time: what has native parts, and what may exist only once in a process.
  external: [
    ...["vscode", "mocha", "playwright-core", "@vscode/test-electron"],
    ...["node-llama-cpp", "esbuild"],
  ],
  logLevel: "warning",
});

await Promise.all([
  build({ ...common, entryPoints: inHost, format: "cjs", outExtension: { ".js": ".cjs" } }),
  build({
    ...common,
    entryPoints: onNode,
    format: "esm",
    outExtension: { ".js": ".mjs" },
    banner: {
      // For the CommonJS packages among what is bundled.
      js: [
        'import { createRequire as createRequireForBundle } from "node:module";',
        "const require = createRequireForBundle(import.meta.url);",
      ].join("\n"),
    },
  }),
]);
