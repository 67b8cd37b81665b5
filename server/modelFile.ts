import { basename } from "node:path";
import type { Engine } from "./engine/engine.ts";
import { readGguf } from "./models/gguf.ts";
import { cheapVocabulary, type Opening } from "./openedModel.ts";
import { charactersPerToken } from "./prompt/budget.ts";
import { formatFor } from "./promptFormat.ts";
import type { BuiltInEngine, Options } from "./protocol/options.ts";

/** What opening a model file needs. */
export interface ModelFileOptions {
  options: Options;
  engine: BuiltInEngine;
  /** Path of the model that ships inside the package. */
  builtIn: string;
  createEngine(modelPath: string): Engine;
}

/** Opens a GGUF file for the engine that came with Ingle; its header tells all there is to know. */
export async function openModelFile(given: ModelFileOptions): Promise<Opening> {
  const { path, format: named } = given.options.model;
  const origin = path === undefined ? "package" : "file";
  const file = path ?? given.builtIn;
  const read = await readGguf(file);
  if (read.kind === "problem") return read;
  const { header } = read;
  const format = formatFor(header, named);
  if (format.kind === "problem") return format;
  const name = { name: header.name ?? basename(file, ".gguf"), path: file, origin } as const;
  const traits = {
    fingerprint: [name.name, header.quantization, header.fileBytes].join(" "),
    format: format.format,
    contextTokens: Math.min(header.contextLength, given.engine.contextSize),
    charactersPerToken: charactersPerToken(header.vocabularySize),
    confidence: header.vocabularySize <= cheapVocabulary,
    // Ember has a template, as every such file should, but was taught to complete code alone.
    converses: header.hasChatTemplate && header.name !== "Ember",
  };
  return {
    kind: "opened",
    engine: given.createEngine(file),
    name: () => name,
    traits: () => traits,
  };
}
