/** A metadata value with the GGUF type it is written as; arrays name the type of their items. */
export type GgufValue =
  | { type: "uint32" | "int32" | "float32"; value: number }
  | { type: "uint64"; value: bigint }
  | { type: "bool"; value: boolean }
  | { type: "string"; value: string }
  | { type: "array"; items: "uint32" | "int32" | "float32"; value: readonly number[] }
  | { type: "array"; items: "string"; value: readonly string[] }
  | { type: "array"; items: "array"; value: readonly GgufValue[] };

/**
 * One tensor: dimensions innermost first, as GGUF has them, and the numbers in row order. A quantized
 * one without values is all zeros; one in Q4_0 has none.
 */
export interface GgufTensor {
  name: string;
  shape: readonly number[];
  type: "F32" | "F16" | "Q8_0" | "Q4_0";
  values: Float32Array;
}

/** What a GGUF file says, before it is bytes. */
export interface GgufContent {
  metadata: Map<string, GgufValue>;
  tensors: GgufTensor[];
}

/** The bytes of a little-endian GGUF version 3 file with 32-byte alignment. */
export function writeGguf(content: GgufContent): Buffer {
  const offsets = tensorOffsets(content.tensors);
  const header = Buffer.concat([
    Buffer.from("GGUF"),
    uint32(3),
    uint64(content.tensors.length),
    uint64(content.metadata.size),
    ...[...content.metadata].flatMap(([key, value]) => [
      ggufString(key),
      uint32(typeIds[value.type]),
      ggufValue(value),
    ]),
    ...content.tensors.flatMap((tensor, index) => [
      ggufString(tensor.name),
      uint32(tensor.shape.length),
      ...tensor.shape.map(uint64),
      uint32(tensorTypeIds[tensor.type]),
      uint64(offsets[index] ?? 0),
    ]),
  ]);
  return Buffer.concat([
    padded(header),
    ...content.tensors.map((tensor) => padded(tensorBytes(tensor))),
  ]);
}

const typeIds = {
  uint32: 4,
  int32: 5,
  float32: 6,
  bool: 7,
  string: 8,
  array: 9,
  uint64: 10,
} as const;

const tensorTypeIds = { F32: 0, F16: 1, Q4_0: 2, Q8_0: 8 } as const;

/** Bytes of 32 numbers. */
const blockBytes = { F32: 128, F16: 64, Q4_0: 18, Q8_0: 34 } as const;

const alignment = 32;

function ggufValue(value: GgufValue): Buffer {
  switch (value.type) {
    case "uint32":
      return uint32(value.value);
    case "int32":
      return int32(value.value);
    case "float32":
      return float32(value.value);
    case "uint64":
      return uint64(value.value);
    case "bool":
      return Buffer.from([value.value ? 1 : 0]);
    case "string":
      return ggufString(value.value);
    case "array":
      return Buffer.concat([
        uint32(typeIds[value.items]),
        uint64(value.value.length),
        ...arrayItems(value),
      ]);
  }
}

function arrayItems(array: GgufValue & { type: "array" }): Buffer[] {
  switch (array.items) {
    case "string":
      return array.value.map(ggufString);
    case "array":
      return array.value.map(ggufValue);
    case "uint32":
      return array.value.map(uint32);
    case "int32":
      return array.value.map(int32);
    case "float32":
      return array.value.map(float32);
  }
}

function tensorOffsets(tensors: readonly GgufTensor[]): number[] {
  let offset = 0;
  return tensors.map((tensor) => {
    const start = offset;
    offset += Math.ceil(lengthOf(tensor) / alignment) * alignment;
    return start;
  });
}

function lengthOf({ type, shape }: GgufTensor): number {
  return (shape.reduce((product, size) => product * size, 1) / 32) * blockBytes[type];
}

function tensorBytes(tensor: GgufTensor): Buffer {
  if (tensor.type === "Q8_0") return quantized(tensor);
  const width = tensor.type === "F32" ? 4 : 2;
  const bytes = Buffer.alloc(lengthOf(tensor));
  tensor.values.forEach((value, index) => {
    if (tensor.type === "F32") bytes.writeFloatLE(value, index * width);
    else if (value !== 0) bytes.writeUInt16LE(halfBits(value), index * width);
  });
  return bytes;
}

/** Blocks of 32 numbers: a scale in two bytes, then each number by it in one. */
function quantized(tensor: GgufTensor): Buffer {
  const bytes = Buffer.alloc(lengthOf(tensor));
  for (let from = 0; from < tensor.values.length; from += 32) {
    const values = tensor.values.subarray(from, from + 32);
    const scale = Math.max(...values.map(Math.abs)) / 127;
    if (scale === 0) continue;
    const block = (from / 32) * blockBytes.Q8_0;
    bytes.writeUInt16LE(halfBits(scale), block);
    values.forEach((value, index) => {
      bytes.writeInt8(Math.round(value / scale), block + 2 + index);
    });
  }
  return bytes;
}

// IEEE 754 binary16; numbers too small for a normal half become 0, too large ones infinity.
function halfBits(value: number): number {
  floatView.setFloat32(0, value);
  const bits = floatView.getUint32(0);
  const sign = (bits >>> 16) & 0x8000;
  const exponent = ((bits >>> 23) & 0xff) - 112;
  if (exponent <= 0) return sign;
  const rounded = ((exponent << 10) | ((bits >>> 13) & 0x3ff)) + ((bits >>> 12) & 1);
  return sign | Math.min(rounded, 0x7c00);
}

const floatView = new DataView(new ArrayBuffer(4));

function padded(bytes: Buffer): Buffer {
  const rest = bytes.length % alignment;
  return rest === 0 ? bytes : Buffer.concat([bytes, Buffer.alloc(alignment - rest)]);
}

function ggufString(text: string): Buffer {
  const bytes = Buffer.from(text);
  return Buffer.concat([uint64(bytes.length), bytes]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32LE(value);
  return bytes;
}

function float32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
}

function uint64(value: number | bigint): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
}
