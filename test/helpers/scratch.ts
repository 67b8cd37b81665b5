import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "mocha";

/** A folder for the files of one suite; it is removed when the suite has ended. */
export function scratchFolder(): {
  path: string;
  write(name: string, content: string | Buffer): string;
} {
  const path = mkdtempSync(join(tmpdir(), "ingle-test-"));
  after(() => rmSync(path, { recursive: true, force: true }));
  return {
    path,
    write(name, content) {
      const file = join(path, name);
      writeFileSync(file, content);
      return file;
    },
  };
}
