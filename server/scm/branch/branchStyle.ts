/** What the names of branches in a repository have in common. */
export interface BranchStyle {
  /** What stands in front of a slash, the most frequent first; empty where most names have none. */
  folders: string[];
  separator: "-" | "_";
  lowerCase: boolean;
}

const fewest = 2;

/** Measures names of branches; those that every repository has are left out. */
export function branchStyleOf(names: readonly string[]): BranchStyle {
  const own = names.filter((name) => !common.test(name));
  const folders = own.flatMap((name) => /^(.+)\/[^/]+$/.exec(name)?.[1] ?? []);
  const counts = new Map<string, number>();
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  const inFolder = own.length >= fewest && folders.length / own.length >= 0.5;
  const count = (sign: string): number =>
    own.filter((name) => (name.split("/").at(-1) ?? "").includes(sign)).length;
  return {
    folders: inFolder ? [...counts].sort((a, b) => b[1] - a[1]).map(([folder]) => folder) : [],
    separator: count("_") > count("-") ? "_" : "-",
    lowerCase:
      own.length === 0 ||
      own.filter((name) => !/\p{Lu}/u.test(plain(name))).length / own.length >= 0.5,
  };
}

const common = /^(?:HEAD|main|master|develop|dev|trunk|staging|production|gh-pages|release\/.*)$/;

/** Without the number of a ticket, which is in capitals wherever it stands. */
function plain(name: string): string {
  return name.replace(/[A-Z][A-Z0-9]+-\d+/g, "");
}
