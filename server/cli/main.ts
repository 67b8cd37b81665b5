import { parseArgs } from "node:util";
import { type EditAction, editActions } from "../protocol/edit.ts";
import { askInTerminal } from "./ask.ts";
import { commitInTerminal } from "./commit.ts";
import { completeInTerminal } from "./complete.ts";
import { editInTerminal } from "./edit.ts";
import { parseFileRange } from "./editRange.ts";
import { indexInTerminal } from "./indexFolder.ts";
import { parseLocation } from "./location.ts";
import { reviewInTerminal } from "./review.ts";
import { searchInTerminal } from "./search.ts";

const usage = `Usage: ingle complete FILE:LINE:COLUMN [options]
       ingle index [FOLDER] [options]
       ingle search "WORDS, A NAME OR A QUESTION" [options]
       ingle ask "QUESTION" [options]
       ingle edit FILE:RANGE "INSTRUCTION" [options]
       ingle commit [--commit] [options]
       ingle review [--staged] [--against REF] [options]

complete prints what Ingle would suggest at that place (line and column count from one), and its timings.

  --model FILE   a GGUF file, instead of the model that comes with Ingle
  --server URL   a model server on this machine, instead of a model file
  --api NAME     what that server speaks: llama-server (default) or openai
  --cpu          do not use the GPU
  --json         everything that is known of the completion

index takes what is new in a folder into its index; search brings it up to date too, then prints what
answers, the best first.

  --folder FOLDER    where to search, instead of here
  --limit N          results at most (default 10)
  --storage FOLDER   where indexes are kept, instead of the user's cache
  --json             everything that is known of the results, or of what was skipped

ask answers a question about a folder, with the places that the answer stands on. Without a chat model
it names the places alone.

  --model FILE       a GGUF file that can hold a conversation
  --server URL       a server on this machine with OpenAI's API
  --folder, --storage and --json as above

edit prints what would become of a part of a file as a diff, tried in a shadow of the folder: it has to
parse, and a checker of the language must find nothing worse than before. RANGE is LINE or LINE:COLUMN
for the declaration there, LINE-LINE for these lines, LINE:COLUMN-LINE:COLUMN for what is between.

  --action NAME      instead of an instruction, or with it: ${editActions.join(", ")}
  --model FILE       a GGUF file that can hold a conversation
  --server URL       a server on this machine with OpenAI's API
  --apply            write it, all files or none; what is worse than before is not written
  --no-checks        no checker, no repair, no formatter
  --folder FOLDER    whose rules, tests and checkers count, instead of here
  --json             everything that is known of the proposal

  It ends with 0 where it proposes something, 1 where it does not, 3 where the proposal is worse than
  before, 4 where a file could not be written, and 2 where it was not told what to do.

commit prints a message for what is staged, or for all changes where nothing is. review prints what a
model finds wrong with the changes, each as PATH:LINE: SEVERITY: SENTENCE.

  --commit       git makes the commit with that message
  --staged       only what is staged
  --against REF  what has changed since it was branched off from REF
  --model, --server, --folder and --json as above
  exit codes     0: done; 1: no answer, or git refused; 2: no repository; 3: no changes

  --verbose      the server's log`;

void main();

/** Entry of the command line: `ingle …`. */
async function main(): Promise<void> {
  const run = commandOf(process.argv.slice(2));
  if (run === "help") console.log(usage);
  else if (run) process.exitCode = await run();
  else {
    console.error(usage);
    process.exitCode = 2;
  }
}

type Run = () => Promise<number>;

function commandOf(args: string[]): Run | "help" | undefined {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: {
        model: { type: "string" },
        server: { type: "string" },
        api: { type: "string", default: "llama-server" },
        cpu: { type: "boolean", default: false },
        folder: { type: "string" },
        action: { type: "string" },
        apply: { type: "boolean", default: false },
        "no-checks": { type: "boolean", default: false },
        limit: { type: "string", default: "10" },
        commit: { type: "boolean", default: false },
        staged: { type: "boolean", default: false },
        against: { type: "string" },
        storage: { type: "string" },
        json: { type: "boolean", default: false },
        verbose: { type: "boolean", default: false },
        help: { type: "boolean", short: "h", default: false },
      },
    });
    if (values.help) return "help";
    const [command, first, ...more] = positionals;
    const { json, verbose, storage } = values;
    const common = { json, verbose, storage };
    switch (command) {
      case "complete": {
        const location = first === undefined ? undefined : parseLocation(first);
        if (!location || more.length > 0) return undefined;
        const server =
          values.server === undefined ? undefined : { url: values.server, api: values.api };
        const gpu = values.cpu ? "off" : "auto";
        return () =>
          completeInTerminal({ location, modelPath: values.model, server, gpu, json, verbose });
      }
      case "index":
        if (more.length > 0) return undefined;
        return () => indexInTerminal({ ...common, folder: first ?? "." });
      case "search": {
        const limit = Number(values.limit);
        if (!Number.isInteger(limit) || limit < 1 || limit > 200)
          throw new Error(`--limit must be a number from 1 to 200, not ${values.limit}.`);
        if (first === undefined) return undefined;
        const text = [first, ...more].join(" ");
        return () => searchInTerminal({ ...common, folder: values.folder ?? ".", text, limit });
      }
      case "ask": {
        if (first === undefined) return undefined;
        const model = chosenModel(values);
        const text = [first, ...more].join(" ");
        return () => askInTerminal({ ...common, folder: values.folder ?? ".", text, model });
      }
      case "edit": {
        const range = first === undefined ? undefined : parseFileRange(first);
        const instruction = more.length === 0 ? undefined : more.join(" ");
        const { action, folder, apply } = values;
        if (action !== undefined && !isAction(action))
          throw new Error(`--action must be one of ${editActions.join(", ")}, not ${action}.`);
        if (!range || (instruction === undefined && action === undefined)) return undefined;
        const model = chosenModel(values);
        const checks = !values["no-checks"];
        return () =>
          editInTerminal({
            ...{ range, instruction, action, model, folder, checks, apply, json, verbose },
          });
      }
      case "commit":
      case "review": {
        if (first !== undefined) return undefined;
        const { staged, against, commit } = values;
        const asked = { json, verbose, folder: values.folder ?? ".", model: chosenModel(values) };
        return command === "commit"
          ? () => commitInTerminal({ ...asked, commit })
          : () => reviewInTerminal({ ...asked, staged, against });
      }
      default:
        return undefined;
    }
  } catch (error) {
    console.error(`ingle: ${error instanceof Error ? error.message : String(error)}`);
    return undefined;
  }
}

function isAction(name: string): name is EditAction {
  return (editActions as readonly string[]).includes(name);
}

/** The model that answers, where a person has named one. */
function chosenModel({
  model,
  server,
}: {
  model?: string;
  server?: string;
}): { path: string } | { url: string } | undefined {
  if (model !== undefined) return { path: model };
  return server === undefined ? undefined : { url: server };
}
