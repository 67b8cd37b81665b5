/**
 * Room for so many bytes, all zero. Its memory goes back to the system as soon as nothing holds it: a
 * buffer that might be resized is mapped for itself, where others leave holes in the heap of the process.
 */
export function roomForBytes(length: number): Uint8Array {
  return new Uint8Array(bufferOf(length), 0, length);
}

/** The same for numbers of 32 bits. */
export function roomForNumbers(length: number): Uint32Array {
  return new Uint32Array(bufferOf(4 * length), 0, length);
}

/** A page is mapped whole: less than some of them comes from the heap. */
const fewestBytes = 65_536;

function bufferOf(bytes: number): ArrayBuffer {
  return bytes < fewestBytes
    ? new ArrayBuffer(bytes)
    : new ArrayBuffer(bytes, { maxByteLength: bytes });
}
