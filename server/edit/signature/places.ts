import { fileURLToPath } from "node:url";
import type { Editor } from "../../editor.ts";
import type { Signature } from "../../syntax/signature.ts";
import { endingsLike, lookThrough } from "../lookThrough.ts";
import { type OpenedText, offsetAt, type PlaceOptions, textNow } from "../place.ts";

/** A file in which a function is named, and where; offsets are of its text with LF ends. */
export interface UsePlaces {
  uri: string;
  languageId: string;
  text: string;
  offsets: number[];
}

interface FindOptions extends PlaceOptions {
  editor: Pick<Editor, "references">;
  folderOf(path: string): string | undefined;
}

/**
 * Where a function is named, its declaration not among them: as the editor's language servers know it,
 * else by the word itself in the files of the workspace folder.
 */
export async function placesOf(
  { document, text }: OpenedText,
  { name, nameStart }: Signature,
  { options, signal }: { options: FindOptions; signal: AbortSignal },
): Promise<{ files: UsePlaces[]; incomplete: boolean }> {
  const before = text.slice(0, nameStart).split("\n");
  const position = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
  const known = await options.editor.references(document.uri, position, signal);
  const byFile = new Map<string, { line: number; character: number }[]>();
  for (const { uri, range } of known ?? [])
    byFile.set(uri, [...(byFile.get(uri) ?? []), range.start]);
  const word = wordOf(name);
  const { uris, incomplete } = known
    ? { uris: [...byFile.keys()], incomplete: false }
    : await lookedUp(document.uri, word, { options, signal });
  const files: UsePlaces[] = [];
  for (const uri of new Set(uris)) {
    const own = uri === document.uri;
    const now = own ? undefined : await textNow(uri, options);
    if (!own && !now) continue;
    const content = own ? text : (now?.lines.text ?? "");
    const places = byFile.get(uri);
    const found = places
      ? places.map((place) => offsetAt(content, place))
      : [...content.matchAll(word)].map(({ index }) => index);
    const offsets = [...new Set(found)]
      .filter((offset) => !(own && offset === nameStart) && content.startsWith(name, offset))
      .sort((a, b) => a - b);
    const languageId = own ? document.languageId : (now?.languageId ?? "plaintext");
    if (offsets.length > 0) files.push({ uri, languageId, text: content, offsets });
  }
  return { files, incomplete };
}

async function lookedUp(
  uri: string,
  test: RegExp,
  { options, signal }: { options: FindOptions; signal: AbortSignal },
): Promise<{ uris: string[]; incomplete: boolean }> {
  if (!uri.startsWith("file:")) return { uris: [uri], incomplete: false };
  const path = fileURLToPath(uri);
  const root = options.folderOf(path);
  if (root === undefined) return { uris: [uri], incomplete: false };
  const plain = new RegExp(test.source, "u");
  const found = await lookThrough(
    { root, endings: endingsLike(path), test: plain },
    options,
    signal,
  );
  return { ...found, uris: [uri, ...found.uris] };
}

function wordOf(name: string): RegExp {
  const escaped = name.replaceAll("$", "\\$");
  return new RegExp(`(?<![\\p{L}\\p{N}_$])${escaped}(?![\\p{L}\\p{N}_$])`, "gu");
}
