import assert from "node:assert/strict";
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { after } from "mocha";
import type { Checks, ShadowFile } from "../../../server/check/checks.ts";
import { type ChecksOptions, createChecks } from "../../../server/check/createChecks.ts";
import { createReaper } from "../../../server/process/reaper.ts";
import { languageOf } from "../../../server/text/languageOf.ts";
import { scratchFolder } from "../scratch.ts";

/** Files by their path; null: there is no such file. */
export type Files = Readonly<Record<string, string | null>>;

/** A project on the disk, and checks of it. */
export interface Project {
  path: string;
  checks: Checks;
  log: string[];
  /** What `checks` is told of the editor's documents. */
  open: Map<string, string>;
  uri(file: string): string;
  write(files: Files): void;
  /** Has it bring a package of this repository, by the name `as`. */
  bring(own: string, as?: string): void;
  /** The files of a shadow: as they are in `before` (or on the disk), as they would be in `after`. */
  shadow(after: Files, before?: Files): ShadowFile[];
}

/** Creates a project and its checks; both are gone when the suite has ended. */
export function createProject(files: Files, options: Partial<ChecksOptions> = {}): Project {
  const { path } = scratchFolder();
  const texts = new Map<string, string>();
  const log: string[] = [];
  const open = new Map<string, string>();
  const uri = (file: string): string => pathToFileURL(join(path, file)).href;
  const write = (written: Files): void => {
    for (const [file, text] of Object.entries(written)) {
      if (text === null) continue;
      mkdirSync(dirname(join(path, file)), { recursive: true });
      writeFileSync(join(path, file), text);
      texts.set(file, text);
    }
  };
  write(files);
  const checks = createChecks({
    trusted: () => true,
    folders: () => [path],
    typescript: () => undefined,
    documents: () =>
      [...open].map(([file, text]) => ({ uri: uri(file), languageId: languageOf(file), text })),
    reaper: createReaper("dist/reaper.js"),
    log: (line) => log.push(line),
    ...options,
  });
  after(() => checks.dispose());
  return {
    path,
    checks,
    log,
    open,
    uri,
    write,
    bring(own, as = own) {
      const from = resolve("node_modules", own);
      assert.ok(existsSync(from), `npm ci has not installed ${own}`);
      const to = join(path, "node_modules", as);
      mkdirSync(dirname(to), { recursive: true });
      symlinkSync(from, to, "junction");
    },
    shadow: (next, before = {}) =>
      Object.entries(next).map(([file, text]) => ({
        uri: uri(file),
        languageId: languageOf(file),
        before: (file in before ? before[file] : texts.get(file)) ?? undefined,
        after: text ?? undefined,
      })),
  };
}
