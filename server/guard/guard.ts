import { realpathSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { type IgnoreHit, IgnoreRules } from "./ignoreRules.ts";
import { isLoopbackHost } from "./loopback.ts";
import { type GuardedFile, isInside, type Place, placeOf } from "./place.ts";
import { secretReason } from "./secretNames.ts";

/** Whether something may be done; `reason` is a clause for a person: "it is ignored by …". */
export type Verdict = { allowed: true } | { allowed: false; reason: string };

/** Where a connection would go; an IPv6 host may stand in brackets. */
export type ConnectTarget = URL | { host: string; port?: number };

/**
 * What every read for a prompt and every socket asks first. Both answers are given at once; a
 * repeated question about a file touches no disk. Nothing is ever written.
 */
export interface Guard {
  /** Whether a file's text may enter a prompt. */
  mayRead(file: GuardedFile): Verdict;
  /** Whether a connection may be opened: to this machine alone. */
  mayConnect(target: ConnectTarget): Verdict;
}

/** The guard of a workspace. */
export interface WorkspaceGuard extends Guard {
  /** Replaces the workspace's folders, given as absolute paths. */
  setRoots(roots: readonly string[]): void;
  /** Drops what is remembered, for a file that was made, changed, renamed or deleted. */
  fileChanged(file: GuardedFile): void;
}

export interface GuardOptions {
  roots: readonly string[];
  /** Told each refusal once, as a sentence. */
  log(message: string): void;
  /** Milliseconds of a clock that never goes back. Default `performance.now`. */
  now?(): number;
}

/**
 * Refuses files with a secret's name, files ignored in their workspace folder, and links that lead
 * out of it. Files outside every folder are read unless their name is a secret's. A change that
 * nobody reported is seen after two seconds.
 */
export function createGuard(options: GuardOptions): WorkspaceGuard {
  const now = options.now ?? (() => performance.now());
  const rules = new IgnoreRules();
  const remembered = new Map<string, { verdict: Verdict; until: number }>();
  const logged = new Set<string>();
  let roots = options.roots;

  function forget(): void {
    remembered.clear();
    rules.forget();
  }

  function refused(key: string, what: string, verdict: Verdict): Verdict {
    if (verdict.allowed || logged.has(key)) return verdict;
    if (logged.size >= mostRemembered) logged.clear();
    logged.add(key);
    options.log(`${what}: ${verdict.reason}`);
    return verdict;
  }

  return {
    mayRead(file) {
      const name = "uri" in file ? file.uri : file.fsPath;
      const time = now();
      const known = remembered.get(name);
      if (known !== undefined && time < known.until) return known.verdict;
      const verdict = judge(placeOf(file), { roots, rules, time });
      if (remembered.size >= mostRemembered) remembered.clear();
      remembered.set(name, { verdict, until: time + validMs });
      return refused(`read ${name}`, `${name} is not read`, verdict);
    },

    mayConnect(target) {
      const host = target instanceof URL ? target.hostname : target.host;
      const verdict: Verdict = isLoopbackHost(host)
        ? { allowed: true }
        : { allowed: false, reason: "only connections within this machine are allowed." };
      return refused(`connect ${host}`, `No connection to ${host}`, verdict);
    },

    setRoots(next) {
      roots = next;
      forget();
    },

    fileChanged(file) {
      const place = placeOf(file);
      if (place.kind !== "disk" || IgnoreRules.concern(place.path)) forget();
      else remembered.delete("uri" in file ? file.uri : file.fsPath);
    },
  };
}

const validMs = 2000;
const mostRemembered = 10_000;

function judge(
  place: Place,
  { roots, rules, time }: { roots: readonly string[]; rules: IgnoreRules; time: number },
): Verdict {
  if (place.kind === "unreadable") return { allowed: false, reason: place.reason };
  const secret = secretReason(place.path);
  if (secret !== undefined) return { allowed: false, reason: secret };
  if (place.kind === "elsewhere") return { allowed: true };
  const real = realPath(place.path);
  const realSecret = secretReason(real);
  if (realSecret !== undefined)
    return { allowed: false, reason: `it is a link, and ${realSecret}` };
  const root = innermost(roots, place.path);
  if (root === undefined) return { allowed: true };
  const rule = rules.ruleFor(place.path, { root, time });
  if (rule !== undefined) return ignoredBy(rule);
  if (real === place.path) return { allowed: true };
  const realRoot = innermost(roots.map(realPath), real);
  if (realRoot === undefined)
    return { allowed: false, reason: "it is a link that leads out of the workspace." };
  const realRule = rules.ruleFor(real, { root: realRoot, time });
  return realRule === undefined ? { allowed: true } : ignoredBy(realRule);
}

function ignoredBy(rule: IgnoreHit): Verdict {
  return { allowed: false, reason: `it is ignored by ${rule.file} (${rule.pattern}).` };
}

function innermost(roots: readonly string[], path: string): string | undefined {
  return roots
    .filter((root) => isInside(root, path))
    .reduce<string | undefined>(
      (longest, root) => (longest === undefined || root.length > longest.length ? root : longest),
      undefined,
    );
}

/** The path without links; of a file that does not exist yet, as far as its folders exist. */
function realPath(path: string): string {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    return parent === path ? path : join(realPath(parent), basename(path));
  }
}
