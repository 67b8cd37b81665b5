/**
 * Runs test bundles on Node: `node out/test/runner/node.mjs TALLY BUNDLE…`. Ends with code 0 also
 * when tests failed; the tally says which.
 */
import { runMocha } from "./mocha.ts";
import { writeTally } from "./tally.ts";

const TIMEOUT_MS = 20_000;

const [tallyFile, ...files] = process.argv.slice(2);
if (tallyFile === undefined) throw new Error("usage: node.mjs TALLY BUNDLE…");
writeTally(tallyFile, await runMocha({ files, timeoutMs: TIMEOUT_MS }));
// A test that left a timer or a child behind has been reported by its own suite; do not wait for it.
process.exit(0);
