import { readFileSync } from "node:fs";

const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const END_BYTES = 22;

/**
 * The entries of a zip file and how many bytes each takes in it, as its central directory says
 * (APPNOTE.TXT 4.3.12 and 4.3.16; no zip64).
 */
export function compressedSizes(/** @type {string} */ file) {
  const zip = readFileSync(file);
  let end = zip.length - END_BYTES;
  while (end >= 0 && zip.readUInt32LE(end) !== END_OF_DIRECTORY) end -= 1;
  if (end < 0) throw new Error(`${file} is no zip file`);
  const sizes = new Map();
  let at = zip.readUInt32LE(end + 16);
  while (zip.readUInt32LE(at) === DIRECTORY_ENTRY) {
    const nameBytes = zip.readUInt16LE(at + 28);
    const name = zip.toString("utf8", at + 46, at + 46 + nameBytes);
    sizes.set(name, zip.readUInt32LE(at + 20));
    at += 46 + nameBytes + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return sizes;
}
