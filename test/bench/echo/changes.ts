import { basename, resolve } from "node:path";
import type { Repository } from "./git.ts";
import { sourceText } from "./sources.ts";

/** A file of a project as it is now; undefined text: it is gone, or no text as a person writes it. */
export interface FileChange {
  path: string;
  text: string | undefined;
}

/** The wanted files that differ between two commits; all of them where there is none before. */
export async function* changesBetween(
  repository: Repository,
  {
    before,
    after,
    wanted,
  }: { before: string | undefined; after: string; wanted(path: string): boolean },
): AsyncGenerator<FileChange> {
  const changed: { path: string; id: string | undefined }[] = [];
  if (before === undefined) {
    for (const entry of repository.run("ls-tree", "-r", "-z", after).split("\0")) {
      const [, id, path] = /^100\d{3} blob ([0-9a-f]+)\t(.*)$/s.exec(entry) ?? [];
      if (path !== undefined) changed.push({ path, id });
    }
  } else {
    const raw = repository.run("diff-tree", "-r", "-z", "--raw", "--no-renames", before, after);
    const entries = raw.split("\0");
    for (let at = 0; at + 1 < entries.length; at += 2) {
      const [, mode, , id] = entries[at]?.split(" ") ?? [];
      const path = entries[at + 1] ?? "";
      changed.push({ path, id: mode?.startsWith("100") ? id : undefined });
    }
  }
  const files = changed.filter(({ path }) => wanted(path));
  const present = files.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const contents = await repository.read(present);
  let next = 0;
  for (const { path, id } of files) {
    const content = id === undefined ? undefined : contents[next++];
    yield { path, text: content === undefined ? undefined : sourceText(content) };
  }
}

/** The name of the repository in a folder: OWNER/NAME where the folder is OWNER+NAME. */
export function repositoryName(folder: string): string {
  const outer = resolve(folder).replace(/[\\/](\.git|repo)$/, "");
  return basename(outer, ".git").replace("+", "/");
}
