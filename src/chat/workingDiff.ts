import { openGit } from "../scm/git.ts";

/** What is staged, or where nothing is, what has changed; undefined where there is no git. */
export async function workingDiff(): Promise<string | undefined> {
  const repositories = (await openGit())?.repositories ?? [];
  if (repositories.length === 0) return undefined;
  try {
    const staged = await Promise.all(repositories.map((each) => each.diff(true)));
    if (staged.join("").trim() !== "") return staged.join("\n");
    return (await Promise.all(repositories.map((each) => each.diff(false)))).join("\n");
  } catch {
    // A repository that was closed or removed in the meantime.
    return undefined;
  }
}
