import { execFileSync } from "node:child_process";
import { printTable } from "../table.ts";
import type { Footprint } from "./footprint.ts";

/**
 * Prints what each completer takes for projects of these sizes, in megabytes of source from
 * repositories, each in a process of its own; returns the same as rows.
 */
export function printSizes({
  names,
  sizes,
  folders,
}: {
  names: readonly string[];
  sizes: readonly string[];
  folders: readonly string[];
}): (Footprint & { name: string })[] {
  const rows = sizes.flatMap((megabytes) =>
    names.map((name) => ({ name, ...footprintApart(name, megabytes, folders) })),
  );
  printTable(
    [
      "",
      "MB of source",
      "files",
      "built in s",
      "RSS, MB",
      "at most",
      "question, ms",
      "match, ms",
      "edit, ms",
    ],
    rows.map(({ name, megabytes, files, buildMs, memory, peak, question, match, edit }) => [
      name,
      megabytes.toFixed(1),
      String(files),
      (buildMs / 1000).toFixed(1),
      memory.toFixed(0),
      peak.toFixed(0),
      ...[question, match, edit].map(({ p50, p95 }) => `${p50.toFixed(2)} / ${p95.toFixed(2)}`),
    ]),
  );
  return rows;
}

function footprintApart(name: string, megabytes: string, folders: readonly string[]): Footprint {
  const printed = execFileSync(
    process.execPath,
    [
      "--expose-gc",
      process.argv[1]!,
      ...["--footprint", name, "--sizes", megabytes],
      ...folders.flatMap((folder) => ["--repository", folder]),
    ],
    { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] },
  );
  return JSON.parse(printed);
}
