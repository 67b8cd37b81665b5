import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { type SkippedFile, skippedFilesRequest } from "../protocol/messages.ts";
import { type IndexOptions, openIndexed } from "./indexed.ts";

/** Files that were skipped for one reason and are named; the others are only counted. */
const mostNamed = 5;

/**
 * Takes a folder into its index, and prints how much there is and what was skipped. Returns the exit
 * code: 1 where there can be no index.
 */
export async function indexInTerminal(options: IndexOptions): Promise<number> {
  const started = performance.now();
  const client = await openIndexed(options);
  if (client?.status.kind !== "ready") return 1;
  const { status } = client;
  try {
    const skipped = await client.connection.sendRequest<SkippedFile[]>(skippedFilesRequest);
    const files = skipped.map(({ uri, reason }) => ({
      path: relative(client.folder, fileURLToPath(uri)),
      reason,
    }));
    const { files: count, chunks } = status;
    const seconds = (performance.now() - started) / 1_000;
    if (options.json) {
      console.log(JSON.stringify({ files: count, chunks, seconds, skipped: files }, null, 2));
      return 0;
    }
    console.log(`${count} files in ${chunks} parts, up to date after ${seconds.toFixed(1)} s.`);
    if (status.skipped > 0) printSkipped(files, status.skipped);
    return 0;
  } finally {
    await client.close();
  }
}

function printSkipped(files: readonly { path: string; reason: string }[], count: number): void {
  console.log(`${count} ${count === 1 ? "file was" : "files were"} left out:`);
  const byReason = new Map<string, string[]>();
  for (const { path, reason } of files)
    byReason.set(reason, [...(byReason.get(reason) ?? []), path]);
  for (const [reason, paths] of byReason) {
    console.log(`  ${reason}:`);
    for (const path of paths.slice(0, mostNamed)) console.log(`    ${path}`);
    if (paths.length > mostNamed) console.log(`    and ${paths.length - mostNamed} more`);
  }
}
