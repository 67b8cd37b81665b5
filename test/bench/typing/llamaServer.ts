import { spawn } from "node:child_process";
import { createServer } from "node:net";

/** A llama-server to type into, and how to be rid of it. */
export interface RunningServer {
  url: string;
  /** The flags that decide its speed; empty where somebody else has started it. */
  flags: string;
  stop(): void;
}

/** The peer's batch size, which is how long a prompt llama-server makes of its request. */
const usualBatch = 1_024;
/** Left of the context for the answer: a prompt as long as the context is refused. */
const answerTokens = 128;

/**
 * Takes a server by its URL, or starts the program at a path on the model with the live peer's flags
 * and as many threads as Ingle has. The batch is smaller where the model's context is no larger.
 */
export async function llamaServer(
  urlOrProgram: string,
  model: { path: string; contextLength: number; threads: number },
): Promise<RunningServer> {
  if (/^https?:/.test(urlOrProgram)) return { url: urlOrProgram, flags: "", stop: () => {} };
  const port = await freePort();
  const batch = String(Math.min(usualBatch, model.contextLength - answerTokens));
  const flags = ["-ub", batch, "-b", batch, "--cache-reuse", "256", "-t", String(model.threads)];
  const child = spawn(
    urlOrProgram,
    ["-m", model.path, "--host", "127.0.0.1", "--port", String(port), ...flags],
    { stdio: "ignore" },
  );
  let ended = false;
  child.once("error", () => {
    ended = true;
  });
  child.once("exit", () => {
    ended = true;
  });
  const url = `http://127.0.0.1:${port}`;
  while (!(await isReady(url))) {
    if (ended) throw new Error(`${urlOrProgram} did not start with ${model.path}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { url, flags: flags.join(" "), stop: () => void child.kill() };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(new URL("/health", url))).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => resolve(typeof address === "object" && address ? address.port : 0));
    });
  });
}
