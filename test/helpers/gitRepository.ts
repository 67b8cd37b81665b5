import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** A git repository for a test: no settings of this machine reach it. */
export interface GitRepository {
  readonly path: string;
  /** Writes files by their paths; null removes one. */
  write(files: Record<string, string | Buffer | null>): void;
  /** Runs git here and gives back what it prints; throws where git fails. */
  git(...args: string[]): string;
  /** Stages everything and commits it. */
  commit(message: string): void;
}

/** Makes an empty repository in a folder, which is made too. */
export function gitRepository(path: string): GitRepository {
  mkdirSync(path, { recursive: true });
  const repository: GitRepository = {
    path,
    write(files) {
      for (const [name, content] of Object.entries(files)) {
        const file = join(path, name);
        if (content === null) rmSync(file);
        else {
          mkdirSync(dirname(file), { recursive: true });
          writeFileSync(file, content);
        }
      }
    },
    git(...args) {
      const run = spawnSync("git", args, { cwd: path, encoding: "utf8", env: gitEnvironment });
      if (run.status !== 0) throw new Error(`git ${args.join(" ")}: ${run.stderr || run.stdout}`);
      return run.stdout;
    },
    commit(message) {
      repository.git("add", "--all");
      repository.git("commit", "--allow-empty", "-m", message);
    },
  };
  repository.git("init", "--initial-branch", "main");
  repository.git("config", "user.name", "Ada");
  repository.git("config", "user.email", "ada@example.com");
  repository.git("config", "core.autocrlf", "false");
  return repository;
}

/** An environment in which git reads no settings but the repository's own. */
export const gitEnvironment: NodeJS.ProcessEnv = {
  ...process.env,
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_CONFIG_NOSYSTEM: "1",
};
