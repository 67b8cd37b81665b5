import { openGit } from "../scm/git.ts";

/** The changes of one repository, as git's own diff. */
export interface WorkingDiff {
  /** The repository's folder, as a URI. */
  root: string;
  text: string;
}

/** What is staged, or where nothing is, what has changed; undefined where there is no git. */
export async function workingDiff(): Promise<WorkingDiff[] | undefined> {
  const repositories = (await openGit())?.repositories ?? [];
  if (repositories.length === 0) return undefined;
  const diffs = (staged: boolean): Promise<WorkingDiff[]> =>
    Promise.all(
      repositories.map(async (each) => ({
        root: each.rootUri.toString(),
        text: await each.diff(staged),
      })),
    );
  const told = ({ text }: WorkingDiff): boolean => text.trim() !== "";
  try {
    const staged = (await diffs(true)).filter(told);
    return staged.length > 0 ? staged : (await diffs(false)).filter(told);
  } catch {
    // A repository that was closed or removed in the meantime.
    return undefined;
  }
}
