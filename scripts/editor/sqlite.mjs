import { Stop } from "../stop.mjs";
import { installNode } from "./install.mjs";
import { CURRENT, codeServerRunsHere, nodeBinary } from "./layout.mjs";

/** A Node that has `node:sqlite`: the one that runs this, or else the editor's, which is installed. */
export async function nodeWithSqlite() {
  if (hasSqlite()) return process.execPath;
  if (!codeServerRunsHere())
    throw new Stop(
      `Node ${process.versions.node} has no SQLite, which the index needs.`,
      "Run the same command with Node 22.16 or newer.",
    );
  await installNode(CURRENT);
  return nodeBinary(CURRENT);
}

function hasSqlite() {
  try {
    return process.getBuiltinModule?.("node:sqlite") !== undefined;
  } catch {
    return false;
  }
}
