import { createConnection, ProposedFeatures } from "vscode-languageserver/node";
import { serve } from "./server.ts";

/** Entry of the language server: `node server.js --stdio`, or `--node-ipc` under an editor. */
if (process.argv.includes("--stdio") || process.argv.includes("--node-ipc")) {
  serve(createConnection(ProposedFeatures.all), __dirname);
} else {
  console.error(
    "Usage: ingle-language-server --stdio\nSpeaks the Language Server Protocol over standard input and output.",
  );
  process.exitCode = 2;
}
