import type { FileHandle } from "node:fs/promises";
import { GgufBytes } from "./ggufBytes.ts";
import { GgufProblem, remedies } from "./ggufProblem.ts";
import { type TensorType, tensorType } from "./tensorTypes.ts";
import { Vocabulary } from "./vocabulary.ts";

/** A metadata value; of an array only what the checks need. */
export type MetadataValue =
  | { kind: "integer" | "float"; value: number }
  | { kind: "boolean"; value: boolean }
  | { kind: "text"; value: string }
  | {
      kind: "array";
      items: "integer" | "float" | "boolean" | "text";
      length: number;
      numbers: number[];
    };

/** A tensor's entry; `offset` and `bytes` lie in the tensor part of the file. */
export interface TensorEntry {
  name: string;
  shape: number[];
  elements: number;
  offset: number;
  bytes: number;
}

/** A GGUF header in memory: well-formed, but not yet known to make sense (see `checkGguf`). */
export class GgufContents {
  readonly metadata = new Map<string, MetadataValue>();
  readonly tensors: TensorEntry[] = [];
  readonly vocabulary = new Vocabulary();
  readonly fileBytes: number;
  /** Where the tensor part would begin if it were not aligned. */
  headerBytes = 0;

  private constructor(fileBytes: number) {
    this.fileBytes = fileBytes;
  }

  /** Parses the header, in the order in which it is written; throws `GgufProblem`. */
  static async read(handle: FileHandle, fileBytes: number): Promise<GgufContents> {
    const contents = new GgufContents(fileBytes);
    const bytes = new GgufBytes(handle, fileBytes);
    const { tensorCount, metadataCount } = await readPreamble(bytes);
    for (let index = 0; index < metadataCount; index++) await contents.readMetadata(bytes);
    for (let index = 0; index < tensorCount; index++)
      contents.tensors.push(await readTensor(bytes));
    contents.headerBytes = bytes.position;
    return contents;
  }

  /** An integer, or nothing where the key is absent or of another type. */
  integer(key: string): number | undefined {
    const value = this.metadata.get(key);
    return value?.kind === "integer" ? value.value : undefined;
  }

  /** An integer, or the largest of an array of one integer for each block. */
  largestInteger(key: string): number | undefined {
    const value = this.metadata.get(key);
    if (value?.kind === "array" && value.items === "integer" && value.numbers.length > 0)
      return Math.max(...value.numbers);
    return this.integer(key);
  }

  /** A text; of one longer than 4096 bytes, the beginning. */
  text(key: string): string | undefined {
    const value = this.metadata.get(key);
    return value?.kind === "text" ? value.value : undefined;
  }

  private async readMetadata(bytes: GgufBytes): Promise<void> {
    const key = await readName(bytes, { longest: 1024, what: "a metadata key" });
    if (this.metadata.has(key)) throw new GgufProblem(`says ${key} twice.`, remedies.distrust);
    const type = valueType(await bytes.uint32());
    const value =
      type === "array" ? await this.readArray(bytes, key) : await readScalar(bytes, type);
    this.metadata.set(key, value);
  }

  private async readArray(bytes: GgufBytes, key: string): Promise<MetadataValue> {
    const type = valueType(await bytes.uint32());
    const length = await bytes.count({ most: 1 << 24, what: `the length of ${key}` });
    if (type === "array")
      throw new GgufProblem(`has arrays inside an array (${key}).`, remedies.distrust);
    if (type === "string") {
      const kept = key === "tokenizer.ggml.tokens" ? this.vocabulary : undefined;
      await bytes.texts(length, kept);
      return { kind: "array", items: "text", length, numbers: [] };
    }
    const numbers: number[] = [];
    const kept = Math.min(length, longestKeptArray);
    for (let index = 0; index < kept; index++) {
      const item = await readScalar(bytes, type);
      if (item.kind === "integer" || item.kind === "float") numbers.push(item.value);
    }
    await bytes.skip((length - kept) * scalarTypes[type].width);
    return { kind: "array", items: scalarTypes[type].kind, length, numbers };
  }
}

// One number for each block is as long as an array gets that the checks look into.
const longestKeptArray = 512;
const longestText = 16 * 1024 * 1024;

type ScalarType = keyof typeof scalarTypes;

// By GGUF type number; the numbers are those of the format's specification.
const scalarTypes = {
  uint8: { id: 0, width: 1, kind: "integer" },
  int8: { id: 1, width: 1, kind: "integer" },
  uint16: { id: 2, width: 2, kind: "integer" },
  int16: { id: 3, width: 2, kind: "integer" },
  uint32: { id: 4, width: 4, kind: "integer" },
  int32: { id: 5, width: 4, kind: "integer" },
  float32: { id: 6, width: 4, kind: "float" },
  bool: { id: 7, width: 1, kind: "boolean" },
  uint64: { id: 10, width: 8, kind: "integer" },
  int64: { id: 11, width: 8, kind: "integer" },
  float64: { id: 12, width: 8, kind: "float" },
} as const;

const typesById = new Map<number, ScalarType | "string" | "array">([
  [8, "string"],
  [9, "array"],
  ...Object.entries(scalarTypes).map(([name, { id }]) => [id, name as ScalarType] as const),
]);

function valueType(id: number): ScalarType | "string" | "array" {
  const type = typesById.get(id);
  if (type === undefined)
    throw new GgufProblem(`has metadata of an unknown type (${id}).`, remedies.distrust);
  return type;
}

async function readScalar(bytes: GgufBytes, type: ScalarType | "string"): Promise<MetadataValue> {
  if (type === "string") {
    const value = await bytes.text({ longest: longestText, what: "a metadata text" });
    return { kind: "text", value };
  }
  const view = await bytes.take(scalarTypes[type].width);
  switch (type) {
    case "uint8":
      return { kind: "integer", value: view.readUInt8() };
    case "int8":
      return { kind: "integer", value: view.readInt8() };
    case "uint16":
      return { kind: "integer", value: view.readUInt16LE() };
    case "int16":
      return { kind: "integer", value: view.readInt16LE() };
    case "uint32":
      return { kind: "integer", value: view.readUInt32LE() };
    case "int32":
      return { kind: "integer", value: view.readInt32LE() };
    case "uint64":
      return { kind: "integer", value: Number(view.readBigUInt64LE()) };
    case "int64":
      return { kind: "integer", value: Number(view.readBigInt64LE()) };
    case "float32":
      return { kind: "float", value: view.readFloatLE() };
    case "float64":
      return { kind: "float", value: view.readDoubleLE() };
    case "bool":
      return { kind: "boolean", value: view.readUInt8() !== 0 };
  }
}

async function readPreamble(
  bytes: GgufBytes,
): Promise<{ tensorCount: number; metadataCount: number }> {
  if (bytes.fileBytes === 0) throw new GgufProblem("is empty.", remedies.fetch);
  const magic = bytes.fileBytes < 4 ? "" : (await bytes.take(4)).toString("latin1");
  if (magic !== "GGUF") throw new GgufProblem("is not a GGUF file.", remedies.choose);
  const version = await bytes.uint32();
  if (version !== 0 && version % 0x10000 === 0)
    throw new GgufProblem("is written for big-endian machines.", remedies.convert);
  if (version !== 2 && version !== 3)
    throw new GgufProblem(
      `has version ${version} of the GGUF format; 2 and 3 can be read.`,
      remedies.convert,
    );
  const tensorCount = await bytes.count({ most: 65_536, what: "the number of tensors" });
  const metadataCount = await bytes.count({ most: 65_536, what: "the number of metadata entries" });
  return { tensorCount, metadataCount };
}

// C code reads a name up to its first NUL and aborts where nothing is left.
async function readName(
  bytes: GgufBytes,
  { longest, what }: { longest: number; what: string },
): Promise<string> {
  const name = await bytes.text({ longest, what });
  if (!/^[!-~]+$/.test(name))
    throw new GgufProblem(`has ${what} that is no name.`, remedies.distrust);
  return name;
}

async function readTensor(bytes: GgufBytes): Promise<TensorEntry> {
  const name = await readName(bytes, { longest: 63, what: "a tensor's name" });
  const dimensions = await bytes.uint32();
  if (dimensions < 1 || dimensions > 4)
    throw new GgufProblem(
      `has a tensor with ${dimensions} dimensions (${name}).`,
      remedies.distrust,
    );
  const shape: number[] = [];
  for (let index = 0; index < dimensions; index++)
    shape.push(await bytes.count({ most: 2 ** 40, what: `the size of ${name}` }));
  const typeId = await bytes.uint32();
  const type = tensorType(typeId);
  if (type === undefined)
    throw new GgufProblem(
      `has a tensor of an unknown type (${name}: ${typeId}).`,
      remedies.distrust,
    );
  const offset = await bytes.count({ most: 2 ** 50, what: `the place of ${name}` });
  return { name, shape, ...tensorSize(name, shape, type), offset };
}

function tensorSize(
  name: string,
  shape: readonly number[],
  type: TensorType,
): { elements: number; bytes: number } {
  const elements = shape.reduce((product, size) => product * size, 1);
  const row = shape[0] ?? 0;
  if (elements < 1 || elements > 2 ** 50 || row % type.blockElements !== 0)
    throw new GgufProblem(
      `has a tensor of an impossible size (${name}: ${shape.join(" × ")}).`,
      remedies.distrust,
    );
  return { elements, bytes: (elements / type.blockElements) * type.blockBytes };
}
