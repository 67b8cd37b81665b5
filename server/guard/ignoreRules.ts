import { readFileSync, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { type RuleFile, readRuleFile, testRule } from "./ruleFile.ts";

/** The pattern that ignores a file, and the path of the file in which it stands. */
export interface IgnoreHit {
  file: string;
  pattern: string;
}

/**
 * The ignore files of the workspace: `.gitignore` at every level up to the repository's top with
 * `.git/info/exclude`, and `.ingleignore`, `.cursorignore` and `.aiexclude` in the same syntax. A
 * file is ignored when one of the four families ignores it; within a family deeper rules win.
 *
 * Two differences from git, both on the safe side: case does not matter, and a deeper file cannot
 * bring back what lies in a folder that a higher one ignores.
 */
export class IgnoreRules {
  private readonly folders = new Map<string, FolderRules>();
  private readonly tops = new Map<string, Top>();

  /** Whether a change of this file may change what is ignored. */
  static concern(path: string): boolean {
    if (families.includes(basename(path))) return true;
    // The rest of what git keeps changes with every command, and says nothing of what is ignored.
    const names = path.split(sep);
    const within = names.slice(names.indexOf(".git") + 1).join("/");
    return names.includes(".git") && ["", "info", "info/exclude"].includes(within);
  }

  /**
   * The rule that ignores a file inside a root; rule files are looked at again after two seconds.
   * Rules above the root count, unless they ignore the root itself: then a person has opened an
   * ignored folder on purpose.
   */
  ruleFor(path: string, { root, time }: { root: string; time: number }): IgnoreHit | undefined {
    const hit = this.search(path, { top: this.topOf(root, time), isFolder: false, time });
    return hit && { ...hit, file: relative(root, hit.file).replaceAll("\\", "/") };
  }

  forget(): void {
    this.folders.clear();
    this.tops.clear();
  }

  private search(
    path: string,
    { top, isFolder, time }: { top: Top; isFolder: boolean; time: number },
  ): IgnoreHit | undefined {
    const names = relative(top.folder, path).split(sep);
    const levels = names.map((_, depth) =>
      this.rulesOf(join(top.folder, ...names.slice(0, depth)), time),
    );
    for (const family of families) {
      const sources = levels.map((level) => level.byFamily.get(family));
      const exclude = family === ".gitignore" ? top.exclude : undefined;
      for (const depth of names.keys()) {
        const end = isFolder || depth < names.length - 1 ? "/" : "";
        const hit = decide({ names: names.slice(0, depth + 1), end }, sources, exclude);
        if (hit !== undefined) return hit;
      }
    }
    return undefined;
  }

  private topOf(root: string, time: number): Top {
    const known = this.tops.get(root);
    if (known !== undefined && time < known.until) return known;
    const folder = repositoryTop(root) ?? root;
    const exclude = readRuleFile(join(gitFolder(folder), "info", "exclude"), known?.exclude);
    const repository: Top = { folder, exclude, until: time + validMs };
    const rootIgnored =
      folder !== root && this.search(root, { top: repository, isFolder: true, time }) !== undefined;
    const top = rootIgnored ? { ...repository, folder: root, exclude: undefined } : repository;
    this.tops.set(root, top);
    return top;
  }

  private rulesOf(folder: string, time: number): FolderRules {
    const known = this.folders.get(folder);
    if (known !== undefined && time < known.until) return known;
    if (this.folders.size >= mostFolders) this.folders.clear();
    const rules: FolderRules = { until: time + validMs, byFamily: new Map() };
    for (const family of families) {
      const file = readRuleFile(join(folder, family), known?.byFamily.get(family));
      if (file !== undefined) rules.byFamily.set(family, file);
    }
    this.folders.set(folder, rules);
    return rules;
  }
}

const families = [".gitignore", ".ingleignore", ".cursorignore", ".aiexclude"];
const validMs = 2000;
const mostFolders = 5000;

interface FolderRules {
  until: number;
  byFamily: Map<string, RuleFile>;
}

interface Top {
  folder: string;
  exclude: RuleFile | undefined;
  until: number;
}

/**
 * Asks the rule files of one family about an entry, from its own folder upwards; the first that
 * speaks of it decides. `sources` are by depth; `end` is a slash for folders.
 */
function decide(
  { names, end }: { names: readonly string[]; end: "/" | "" },
  sources: readonly (RuleFile | undefined)[],
  exclude: RuleFile | undefined,
): IgnoreHit | undefined {
  for (let depth = names.length - 1; depth >= -1; depth--) {
    const file = depth < 0 ? exclude : sources[depth];
    if (file === undefined) continue;
    const result = testRule(file, names.slice(Math.max(0, depth)).join("/") + end);
    if (result === "unignored") return undefined;
    if (result !== undefined) return { file: file.path, pattern: result.pattern };
  }
  return undefined;
}

function repositoryTop(folder: string): string | undefined {
  if (statSync(join(folder, ".git"), { throwIfNoEntry: false }) !== undefined) return folder;
  const parent = dirname(folder);
  return parent === folder ? undefined : repositoryTop(parent);
}

/** The folder with a repository's own files; of a linked worktree, that of the main one. */
function gitFolder(top: string): string {
  const path = join(top, ".git");
  try {
    if (statSync(path).isDirectory()) return path;
    const own = resolve(
      top,
      readFileSync(path, "utf8")
        .replace(/^gitdir:\s*/, "")
        .trim(),
    );
    return resolve(own, readFileSync(join(own, "commondir"), "utf8").trim());
  } catch {
    return path;
  }
}
