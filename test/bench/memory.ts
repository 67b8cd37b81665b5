import { execFileSync } from "node:child_process";
import { resolve } from "node:path";
import { InlineCompletionRequest } from "vscode-languageserver/node";
import { startClient } from "../../server/cli/client.ts";

/** Resident memory of each process after a completion, in MB; NaN where there is no `ps`. */
export interface Memory {
  serverMb: number;
  engineMb: number;
}

/** Starts the bundled server with a model, asks it once, and reads the memory of its processes. */
export async function memoryOfServer(modelPath: string): Promise<Memory> {
  const client = await startClient({
    server: resolve("dist/server.js"),
    folder: process.cwd(),
    initializationOptions: { model: { path: modelPath }, engine: { gpu: "off" } },
  });
  try {
    await client.settled();
    const uri = "untitled:bench.ts";
    await client.open({ uri, languageId: "typescript", text: "export const a = 1;\n".repeat(200) });
    await client.connection.sendRequest(InlineCompletionRequest.type, {
      textDocument: { uri },
      position: { line: 150, character: 7 },
      context: { triggerKind: 1 },
    });
    return { serverMb: rssMb(client.pid), engineMb: rssMb(childOf(client.pid)) };
  } finally {
    await client.close();
  }
}

function rssMb(pid: number): number {
  return Number(ps(["-o", "rss=", "-p", String(pid)])) / 1024;
}

function childOf(pid: number): number {
  return Number(ps(["-o", "pid=", "--ppid", String(pid)]).split("\n")[0]);
}

function ps(args: string[]): string {
  try {
    return execFileSync("ps", args, { encoding: "utf8" }).trim();
  } catch {
    return "NaN";
  }
}
