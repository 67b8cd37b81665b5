import { spawn } from "node:child_process";

/** What a run of git gave; `status` is null where it was killed, or is not installed. */
export interface GitRun {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs git in a folder; never rejects. */
export function runGit(folder: string, args: readonly string[], input?: string): Promise<GitRun> {
  return new Promise((resolve) => {
    const child = spawn("git", args, { cwd: folder, stdio: ["pipe", "pipe", "pipe"] });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on("data", (bytes: Buffer) => stdout.push(bytes));
    child.stderr.on("data", (bytes: Buffer) => stderr.push(bytes));
    const end = (status: number | null, failure = ""): void =>
      resolve({
        status,
        stdout: Buffer.concat(stdout).toString("utf8"),
        stderr: Buffer.concat(stderr).toString("utf8") + failure,
      });
    child.once("error", (error) => end(null, `git could not be started: ${error.message}`));
    child.once("close", (status) => end(status));
    // A git that ends before it has read its input breaks the pipe; its status tells.
    child.stdin.on("error", () => {});
    child.stdin.end(input ?? "");
  });
}

/** The top folder of the repository that holds a folder, or a sentence that says why there is none. */
export async function repositoryAt(
  folder: string,
): Promise<{ root: string } | { problem: string }> {
  const { status, stdout, stderr } = await runGit(folder, ["rev-parse", "--show-toplevel"]);
  if (status === 0) return { root: stdout.trim() };
  if (status === null) return { problem: stderr };
  return { problem: `${folder} is in no git repository.` };
}

/** A diff as the server reads it, whatever the person's settings would make of it. */
export async function diffOf(root: string, args: readonly string[]): Promise<string> {
  const plain = ["--no-color", "--no-ext-diff", "--no-textconv", "--find-renames"];
  const prefixes = ["--src-prefix=a/", "--dst-prefix=b/"];
  return (await runGit(root, ["diff", ...plain, ...prefixes, ...args])).stdout;
}

/** Files that git does not know yet and does not ignore, by their paths below the root. */
export async function untrackedIn(root: string): Promise<string[]> {
  const args = ["ls-files", "--others", "--exclude-standard", "-z"];
  return (await runGit(root, args)).stdout.split("\0").filter((path) => path !== "");
}

/** The latest messages, whole; none in a repository without a commit. */
export async function recentMessages(root: string): Promise<string[]> {
  const { stdout } = await runGit(root, ["log", "--no-merges", "-n", "40", "--format=%B%x00"]);
  return stdout
    .split("\0")
    .map((message) => message.trim())
    .filter((message) => message !== "");
}

/** The branch that is checked out; empty where none is. */
export async function branchIn(root: string): Promise<string> {
  return (await runGit(root, ["symbolic-ref", "--quiet", "--short", "HEAD"])).stdout.trim();
}
