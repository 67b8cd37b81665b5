import { posix } from "node:path";
import type { MoveFile } from "./moveFile.ts";

/** What the text of a file holds that imports the source: its name, or that of its folder. */
export function importTest({ path }: Pick<MoveFile, "path">): RegExp {
  const stem = posix.basename(path).replace(/(?:\.d)?\.\w+$/, "");
  const escaped = (text: string): string => text.replaceAll(/[^\p{L}\p{N}_]/gu, "\\$&");
  if (stem !== "index" && stem !== "__init__") return new RegExp(escaped(stem), "u");
  const folder = escaped(posix.basename(posix.dirname(path)));
  return new RegExp(`${stem}|${folder}|["']\\.{1,2}(?:/\\.\\.)*/?["']|from\\s+\\.+\\s`, "u");
}
