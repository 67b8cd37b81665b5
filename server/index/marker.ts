import { closeSync, ftruncateSync, openSync, readFileSync, writeSync } from "node:fs";

/** Remembers on the disk which file is being taken apart, for the case that the process ends there. */
export interface Marker {
  /** The file during which the process ended before; undefined where it ended well. */
  readonly before: string | undefined;
  set(path: string): void;
  /** The process ends well. */
  close(): void;
}

/** Opens the marker in a file of its own; one that cannot be written remembers nothing. */
export function openMarker(file: string): Marker {
  let before: string | undefined;
  let opened: number | undefined;
  try {
    before = readFileSync(file, "utf8") || undefined;
  } catch {
    // There is none yet.
  }
  try {
    opened = openSync(file, "w");
  } catch {
    // The folder is not to be written to: the database will say so.
  }

  function write(text: string): void {
    if (opened === undefined) return;
    try {
      ftruncateSync(opened);
      writeSync(opened, text, 0);
    } catch {
      // A full disk: the database will say so.
    }
  }

  return {
    before,
    set: write,
    close() {
      write("");
      if (opened !== undefined) closeSync(opened);
      opened = undefined;
    },
  };
}
