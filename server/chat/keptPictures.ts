import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Conversation } from "../protocol/chat.ts";

/**
 * Deletes the pictures that were pasted into a conversation which is gone, unless another one, which
 * was branched off, has them too. Pictures that lie elsewhere belong to the person.
 */
export async function deletePictures(
  gone: Conversation,
  others: readonly Conversation[],
  storage: string,
): Promise<void> {
  const folder = join(storage, "pictures");
  const kept = new Set(others.flatMap(picturesIn));
  const lost = picturesIn(gone).filter((uri) => liesIn(folder, uri) && !kept.has(uri));
  await Promise.all(lost.map((uri) => rm(new URL(uri), { force: true })));
}

function liesIn(folder: string, uri: string): boolean {
  return uri.startsWith("file:") && dirname(fileURLToPath(uri)) === folder;
}

function picturesIn({ messages }: Conversation): string[] {
  return messages.flatMap((message) =>
    message.role === "user"
      ? message.attachments.flatMap((each) => (each.kind === "picture" ? [each.uri] : []))
      : [],
  );
}
