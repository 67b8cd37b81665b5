import { parseArgs } from "node:util";
import { completeInTerminal } from "./complete.ts";
import { parseLocation } from "./location.ts";

const usage = `Usage: ingle complete FILE:LINE:COLUMN [options]

Prints what Ingle would suggest at that place (line and column count from one), and its timings.

  --model FILE   a GGUF file, instead of the model that comes with Ingle
  --server URL   a model server on this machine, instead of a model file
  --api NAME     what that server speaks: llama-server (default) or openai
  --cpu          do not use the GPU
  --json         everything that is known of the completion
  --verbose      the server's log`;

void main();

/** Entry of the command line: `ingle …`. */
async function main(): Promise<void> {
  const given = read(process.argv.slice(2));
  if (!given) {
    console.error(usage);
    process.exitCode = 2;
    return;
  }
  if (given === "help") console.log(usage);
  else process.exitCode = await completeInTerminal(given);
}

function read(args: string[]): Parameters<typeof completeInTerminal>[0] | "help" | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        model: { type: "string" },
        server: { type: "string" },
        api: { type: "string", default: "llama-server" },
        cpu: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return "help";
    const [command, place, ...more] = positionals;
    const location = place === undefined ? undefined : parseLocation(place);
    if (command !== "complete" || !location || more.length > 0) return undefined;
    return {
      location,
      modelPath: values.model,
      server: values.server === undefined ? undefined : { url: values.server, api: values.api },
      gpu: values.cpu ? "off" : "auto",
      json: values.json,
      verbose: values.verbose,
    };
  } catch (error) {
    console.error(`ingle: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}
