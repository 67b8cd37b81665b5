import { type EditorAbility, editorAbilities } from "./editor.ts";

/**
 * What a client may send as `initializationOptions`, and again as `settings` with
 * `workspace/didChangeConfiguration`. Every field is optional; ARCHITECTURE.md documents them.
 */
export interface Options {
  model: {
    /** Absolute path of a GGUF file; without it, the model inside the package is used. */
    path?: string;
    /** The id of a FIM prompt format, where the one chosen from the file's metadata is wrong. */
    format?: string;
  };
  engine: BuiltInEngine | HttpEngine;
  /** Models that help to search the workspace by meaning; it is searched without them too. */
  search: { embedding?: ChosenModel; reranking?: ChosenModel };
  /** The model of chat; without one, the model of completions if it can hold a conversation. */
  chat: { model?: ChosenModel };
  index: {
    /** Globs of files and folders that the index leaves out, relative to each workspace folder. */
    exclude: readonly string[];
    /** The machine runs on its battery: nothing is taken into the index but what is edited. */
    battery: boolean;
  };
  /** What the client answers when the server asks about its language servers; default nothing. */
  editor: readonly EditorAbility[];
  /**
   * A person trusts this workspace: its own tools may be run, to check and format what is proposed.
   * Default false.
   */
  trusted: boolean;
  /** The `lib` folder of the editor's own TypeScript, for workspaces that bring none. */
  typescript?: string;
  /** A folder that belongs to Ingle, for what it remembers between starts. */
  storage?: string;
  /** Asks for a `ingle/completionTrace` notification after each completion. */
  trace: boolean;
  /** The rules that a person has changed, by name: false turns one off, true turns one on. */
  rules: Readonly<Record<string, boolean>>;
  /** The client runs the command of a suggestion that was accepted; without it none is sent. */
  acceptance: boolean;
  /** The client runs the commands of code actions; without it, their edits are computed on resolving. */
  actionCommands: boolean;
}

/** The engine that came with Ingle; it runs a model file in a process of its own. */
export interface BuiltInEngine {
  kind: "built-in";
  gpu: "auto" | "off";
  /** Minutes without a request after which the engine gives its memory back. */
  idleMinutes: number;
  threads?: number;
  /** Tokens. */
  contextSize: number;
}

/** A server on this machine that somebody else started; it has a model of its own. */
export interface HttpEngine {
  kind: "http";
  /** llama.cpp's own API, or `/v1/completions` as OpenAI made it. */
  api: "llama-server" | "openai";
  /** Its address: http:// and a loopback host. */
  url: string;
  /** The model to ask for, where the server has several. */
  model?: string;
  /** Tokens that are used at most, whatever more the server's model could take. */
  contextSize: number;
}

/** A model that a person chose: a GGUF file, or that of a server on this machine with OpenAI's API. */
export type ChosenModel =
  | { kind: "file"; path: string }
  | { kind: "server"; url: string; model?: string };

/** Options read from a client, and a sentence for each field that could not be used. */
export interface ParsedOptions {
  options: Options;
  problems: string[];
}

/** Reads options from whatever a client sent; what is wrong is replaced by its default and named. */
export function parseOptions(value: unknown): ParsedOptions {
  const problems: string[] = [];
  const root = fields(value, "initializationOptions", problems);
  const model = fields(root.model, "model", problems);
  const engine = fields(root.engine, "engine", problems);
  const search = fields(root.search, "search", problems);
  const chat = fields(root.chat, "chat", problems);
  const index = fields(root.index, "index", problems);
  const rules = fields(root.rules, "rules", problems);

  function field<T>(
    from: Fields,
    name: string,
    key: string,
    accept: (given: unknown) => given is T,
    wanted: string,
  ): T | undefined {
    const given = from[key];
    if (given === undefined || given === null) return undefined;
    if (accept(given)) return given;
    problems.push(`${name} must be ${wanted}, not ${JSON.stringify(given)}; it is ignored.`);
    return undefined;
  }

  const path = field(model, "model.path", "path", isText, "a path");
  const format = field(model, "model.format", "format", isText, "the id of a prompt format");
  const kind = field(engine, "engine.kind", "kind", isEngineKind, '"built-in" or "http"');
  const contextSize =
    field(engine, "engine.contextSize", "contextSize", isContextSize, "256 to 131072 tokens") ??
    4096;

  function builtInEngine(): BuiltInEngine {
    const threads = field(engine, "engine.threads", "threads", isCount, "a whole number above 0");
    return {
      kind: "built-in",
      gpu: field(engine, "engine.gpu", "gpu", isGpu, '"auto" or "off"') ?? "auto",
      idleMinutes:
        field(engine, "engine.idleMinutes", "idleMinutes", isPositive, "a number above 0") ?? 30,
      contextSize,
      ...(threads === undefined ? {} : { threads }),
    };
  }

  function httpEngine(): HttpEngine {
    const served = field(engine, "engine.model", "model", isText, "the name of a model");
    return {
      kind: "http",
      api:
        field(engine, "engine.api", "api", isApi, '"llama-server" or "openai"') ?? "llama-server",
      // Where llama-server listens unless it is told otherwise.
      url: field(engine, "engine.url", "url", isText, "an address") ?? "http://127.0.0.1:8080",
      contextSize,
      ...(served === undefined ? {} : { model: served }),
    };
  }

  function chosen<Name extends string>(
    from: Fields,
    room: string,
    key: Name,
  ): { [Key in Name]?: ChosenModel } {
    const name = `${room}.${key}`;
    const given = fields(from[key], name, problems);
    const at = field(given, `${name}.path`, "path", isText, "a path");
    const only = (one: ChosenModel) => ({ [key]: one }) as { [Key in Name]?: ChosenModel };
    if (at !== undefined) return only({ kind: "file", path: at });
    const url = field(given, `${name}.url`, "url", isText, "an address");
    if (url === undefined) return {};
    const served = field(given, `${name}.model`, "model", isText, "the name of a model");
    return only({ kind: "server", url, ...(served === undefined ? {} : { model: served }) });
  }

  const storage = field(root, "storage", "storage", isText, "a path");
  const typescript = field(root, "typescript", "typescript", isText, "a path");
  const editor = field(
    root,
    "editor",
    "editor",
    isAbilities,
    `a list of ${editorAbilities.join(", ")}`,
  );
  return {
    problems,
    options: {
      model: {
        ...(path === undefined ? {} : { path }),
        ...(format === undefined ? {} : { format }),
      },
      engine: kind === "http" ? httpEngine() : builtInEngine(),
      search: {
        ...chosen(search, "search", "embedding"),
        ...chosen(search, "search", "reranking"),
      },
      chat: chosen(chat, "chat", "model"),
      index: {
        exclude: field(index, "index.exclude", "exclude", isTexts, "a list of globs") ?? [],
        battery: field(index, "index.battery", "battery", isSwitch, "true or false") ?? false,
      },
      editor: editor ?? [],
      trusted: field(root, "trusted", "trusted", isSwitch, "true or false") ?? false,
      ...(typescript === undefined ? {} : { typescript }),
      ...(storage === undefined ? {} : { storage }),
      trace: field(root, "trace", "trace", isSwitch, "true or false") ?? false,
      rules: Object.fromEntries(
        Object.keys(rules).flatMap((name) => {
          const on = field(rules, `rules.${name}`, name, isSwitch, "true or false");
          return on === undefined ? [] : [[name, on]];
        }),
      ),
      acceptance: field(root, "acceptance", "acceptance", isSwitch, "true or false") ?? false,
      actionCommands:
        field(root, "actionCommands", "actionCommands", isSwitch, "true or false") ?? false,
    },
  };
}

type Fields = Record<string, unknown>;

function fields(value: unknown, name: string, problems: string[]): Fields {
  if (value === undefined || value === null) return {};
  if (typeof value === "object" && !Array.isArray(value)) return value as Fields;
  problems.push(`${name} must be an object; it is ignored.`);
  return {};
}

const isAbilities = (given: unknown): given is EditorAbility[] =>
  Array.isArray(given) &&
  given.every((each) => (editorAbilities as readonly unknown[]).includes(each));
const isTexts = (given: unknown): given is string[] =>
  Array.isArray(given) && given.every((each) => typeof each === "string");
const isText = (given: unknown): given is string => typeof given === "string" && given !== "";
const isSwitch = (given: unknown): given is boolean => typeof given === "boolean";
const isGpu = (given: unknown): given is "auto" | "off" => given === "auto" || given === "off";
const isEngineKind = (given: unknown): given is Options["engine"]["kind"] =>
  given === "built-in" || given === "http";
const isApi = (given: unknown): given is HttpEngine["api"] =>
  given === "llama-server" || given === "openai";
const isPositive = (given: unknown): given is number =>
  typeof given === "number" && Number.isFinite(given) && given > 0;
const isCount = (given: unknown): given is number =>
  isPositive(given) && Number.isInteger(given) && given <= 256;
const isContextSize = (given: unknown): given is number =>
  isPositive(given) && Number.isInteger(given) && given >= 256 && given <= 131_072;
