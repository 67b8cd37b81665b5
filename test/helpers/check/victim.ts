/**
 * A process that is to be killed: it starts a checker that does not end by itself, and says which pids
 * there are: `node victim.js REAPER FAKE FOLDER`.
 */
import { createReaper } from "../../../server/process/reaper.ts";
import { startTool } from "../../../server/process/tool.ts";

const [reaper = "", fake = "", folder = ""] = process.argv.slice(2);
startTool(
  { file: process.execPath, args: [fake, "stubborn"], folder, environment: {} },
  createReaper(reaper),
);
setInterval(() => {}, 1_000);
