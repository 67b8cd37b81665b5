import { open } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import type { Guard } from "../guard/guard.ts";

/** A picture as a model is sent it, or a sentence that says why it is not. */
export type ReadPicture = { kind: "picture"; url: string } | { kind: "left out"; note: string };

/** Bytes of the largest picture that is sent. */
const mostBytes = 10_000_000;

/** Reads a picture from the disk, if the guard allows it. What it is, its first bytes say. */
export async function readPicture(
  uri: string,
  { guard, pathOf }: { guard: Pick<Guard, "mayRead">; pathOf(uri: string): string },
): Promise<ReadPicture> {
  const path = pathOf(uri);
  const leftOut = (why: string): ReadPicture => ({
    kind: "left out",
    note: `${path} was left out: ${why}`,
  });
  const verdict = guard.mayRead({ uri });
  if (!verdict.allowed) return leftOut(verdict.reason);
  const bytes = uri.startsWith("file:") ? await bytesAt(fileURLToPath(uri)) : undefined;
  if (!bytes) return leftOut("it cannot be read.");
  if (bytes === "large") return leftOut("pictures of more than 10 MB are not sent.");
  const type = typeOf(bytes);
  if (!type) return leftOut("it is no PNG, JPEG, GIF or WebP picture.");
  return { kind: "picture", url: `data:${type};base64,${bytes.toString("base64")}` };
}

async function bytesAt(path: string): Promise<Buffer | "large" | undefined> {
  const file = await open(path).catch(() => undefined);
  try {
    const facts = await file?.stat();
    if (!file || !facts?.isFile()) return undefined;
    return facts.size > mostBytes ? "large" : await file.readFile();
  } catch {
    return undefined;
  } finally {
    await file?.close();
  }
}

/** By the marks at the beginning of each kind of file. */
function typeOf(bytes: Buffer): string | undefined {
  const at = (from: number, to: number): string => bytes.toString("latin1", from, to);
  if (at(0, 8) === "\x89PNG\r\n\x1a\n") return "image/png";
  if (at(0, 3) === "\xff\xd8\xff") return "image/jpeg";
  if (at(0, 4) === "GIF8") return "image/gif";
  if (at(0, 4) === "RIFF" && at(8, 12) === "WEBP") return "image/webp";
  return undefined;
}
