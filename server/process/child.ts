import { type ChildProcess, fork, type SerializationType } from "node:child_process";

/** How a process ended, in a clause: "it was killed (SIGKILL)". */
export type Ending = { clause: string };

/** A running process of ours: messages in, messages out, and one ending. */
export interface Child<To> {
  send(message: To): void;
  /** Ends the process: kindly, then after a second by force. No ending is reported afterwards. */
  stop(): Promise<void>;
  /** Ends a process that answers nothing any more; its ending is reported. */
  kill(): void;
}

/** What is heard of a process. */
export interface Listeners<From> {
  onMessage(message: From): void;
  onEnding(ending: Ending): void;
  /** What native code writes to its standard streams. */
  onOutput(line: string): void;
}

/**
 * Starts a process from its bundle, with the Node that runs this process. Typed arrays arrive as what
 * they are where `serialization` is `advanced`.
 */
export function startChild<To extends object, From>(
  entry: string,
  listeners: Listeners<From>,
  {
    execArgv = [],
    serialization = "json",
  }: { execArgv?: string[]; serialization?: SerializationType } = {},
): Child<To> {
  const child = fork(entry, {
    stdio: ["ignore", "pipe", "pipe", "ipc"],
    execArgv,
    serialization,
  });
  let ended = false;
  let wanted = false;
  const exited = new Promise<void>((resolve) => {
    const end = (clause: string): void => {
      if (ended) return;
      ended = true;
      if (!wanted) listeners.onEnding({ clause });
      resolve();
    };
    child.once("exit", (code, signal) => end(describe(code, signal)));
    child.once("error", (error) => end(`it could not be started (${error.message})`));
  });
  child.on("message", (message) => {
    if (!ended && !wanted) listeners.onMessage(message as From);
  });
  forwardLines(child, listeners.onOutput);

  return {
    send(message) {
      // The callback keeps a write to a process that just died from becoming an exception.
      if (child.connected) child.send(message, () => {});
    },
    async stop() {
      wanted = true;
      if (ended) return;
      if (child.connected) child.disconnect();
      const force = setTimeout(() => child.kill("SIGKILL"), 1_000);
      await exited;
      clearTimeout(force);
    },
    kill() {
      child.kill("SIGKILL");
    },
  };
}

/** How a process ended, in a clause, by what Node says of its exit. */
export function describe(code: number | null, signal: NodeJS.Signals | null): string {
  if (signal === "SIGKILL") return "it was killed, perhaps for want of memory";
  if (signal !== null) return `it crashed (${signal})`;
  return `it ended with code ${code ?? "unknown"}`;
}

function forwardLines(child: ChildProcess, onOutput: (line: string) => void): void {
  for (const stream of [child.stdout, child.stderr]) {
    let rest = "";
    stream?.setEncoding("utf8");
    stream?.on("data", (text: string) => {
      const lines = (rest + text).split("\n");
      rest = (lines.pop() ?? "").slice(-4_096);
      for (const line of lines) if (line.trim() !== "") onOutput(line);
    });
  }
}
