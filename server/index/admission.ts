import { basename } from "node:path";
import { extensionOf } from "../text/languageOf.ts";

/** Bytes of the largest file that is taken in. */
const largestFile = 1_000_000;
/** So many characters on a line, on average, were written by a program. */
const widestLines = 300;
/** A single line like this is a program's as well, in whatever text. */
const longestLine = 100_000;
/** So much may be what no UTF-8 is: so many characters, or so many of a hundred. */
const mostInvalid = { count: 16, percent: 1 };

/** Why a file is not taken in, judged by its name and size alone; a clause, or undefined. */
export function refusedUnread(path: string, size: number): string | undefined {
  const name = basename(path).toLowerCase();
  if (binaries.has(extensionOf(name))) return "it is no text";
  if (locks.has(name)) return "a package manager wrote it";
  if (madeByPrograms.test(name)) return "a program wrote it";
  return size > largestFile ? `it is larger than ${largestFile / 1e6} MB` : undefined;
}

/** The text of a file, or why it is none that is taken in. */
export type Decoded = { text: string } | { refused: string };

/** Decodes UTF-8, and UTF-16 that says so; single bytes that are no UTF-8 cost only themselves. */
export function decode(bytes: Buffer, language: string): Decoded {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return judged(bytes.toString("utf16le", 2), language);
  if (bytes.includes(0)) return { refused: "it is no text" };
  return judged(bytes.toString("utf8").replace(/^\ufeff/, ""), language);
}

function judged(text: string, language: string): Decoded {
  const invalid = invalidIn(text);
  if (invalid > mostInvalid.count && invalid * 100 > text.length * mostInvalid.percent)
    return { refused: "it is no UTF-8" };
  let lines = 1;
  let from = 0;
  for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
    if (end - from > longestLine) return { refused: "its lines are too long" };
    from = end + 1;
    lines += 1;
  }
  const isWide = !prose.has(language) && text.length > 5_000 && text.length / lines > widestLines;
  if (isWide || text.length - from > longestLine) return { refused: "its lines are too long" };
  return { text };
}

function invalidIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf("\ufffd"); at >= 0; at = text.indexOf("\ufffd", at + 1)) count += 1;
  return count;
}

/** In these a paragraph is often one line. */
const prose = new Set(["markdown", "plaintext", "txt", "rst", "adoc", "tex", "html"]);

const locks = new Set([
  ...["package-lock.json", "npm-shrinkwrap.json", "yarn.lock", "pnpm-lock.yaml", "bun.lock"],
  ...["cargo.lock", "poetry.lock", "uv.lock", "pipfile.lock", "gemfile.lock", "composer.lock"],
  ...["go.sum", "flake.lock", "packages.lock.json", "deno.lock", "mix.lock", "pubspec.lock"],
]);

const madeByPrograms = /\.(?:min\.(?:js|css|mjs)|bundle\.js|map|snap|svg)$/;

const binaries = new Set(
  `png jpg jpeg gif bmp ico icns webp avif tif tiff psd ai eps pdf
  mp3 mp4 m4a m4v wav ogg flac mov avi mkv webm ttf otf woff woff2 eot
  zip gz tgz bz2 xz zst br 7z rar tar jar war whl egg deb rpm dmg iso vsix crx
  exe dll so dylib a o obj lib pdb class pyc pyo wasm node bin dat db sqlite sqlite3 mdb
  doc docx xls xlsx ppt pptx odt ods gguf safetensors onnx pt pth npy npz parquet pkl h5`.split(
    /\s+/,
  ),
);
