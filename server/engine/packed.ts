import type { Encoding } from "./encoder.ts";
import type { PackedEncoding } from "./messages.ts";

/** The encoding as it goes between processes. */
export function packed(encoding: Encoding): PackedEncoding {
  if (encoding.kind !== "vectors") return encoding;
  return {
    kind: "vectors",
    vectors: encoding.vectors.map(({ buffer, byteOffset, byteLength }) =>
      Buffer.from(buffer, byteOffset, byteLength).toString("base64"),
    ),
  };
}

/** The encoding that was packed. */
export function unpacked(encoding: PackedEncoding): Encoding {
  if (encoding.kind !== "vectors") return encoding;
  return { kind: "vectors", vectors: encoding.vectors.map(floats) };
}

function floats(text: string): Float32Array {
  // A copy, because a float must begin at a multiple of four and a pooled buffer need not.
  return new Float32Array(new Uint8Array(Buffer.from(text, "base64")).buffer);
}
