/**
 * How the models of one family are asked to fill in the middle. The control tokens are written as
 * the vocabulary has them.
 */
export interface FimFormat {
  /** The name by which a person chooses the format. */
  id: string;
  /**
   * - `suffix-first`: suffix, prefix, middle token. What is typed comes last.
   * - `prefix-first`: prefix, suffix, middle token. The prefix ends where the cursor's line begins,
   *   and what is typed of that line comes after the middle token as if the model had written it:
   *   so a keystroke changes the end of the prompt and the KV cache holds the rest.
   * - `prefix-only`: no suffix, no control tokens; for models that were never taught to fill in.
   * - `by-server`: suffix and prefix without control tokens; the server makes its own prompt of them.
   */
  order: "suffix-first" | "prefix-first" | "prefix-only" | "by-server";
  prefixToken: string;
  suffixToken: string;
  /** Empty where the model goes on directly after the prefix. */
  middleToken: string;
  /** Before the name of the repository and a line end; empty where the model knows no such thing. */
  repositoryToken: string;
  /** Before the path of each file and a line end; empty as above. */
  fileToken: string;
  /** Written before a path where there is no token for it: "#" gives "#src/a.ts". */
  pathPrefix: string;
  /**
   * Where the path of the cursor's file stands: before everything, or at the start of the prefix
   * (the file token stands before everything all the same).
   */
  path: "before" | "in-prefix" | "nowhere";
  /** Control tokens that end an answer: the format's own, and what else the family may write. */
  stops: readonly string[];
}

/** What is known of a model when its format is chosen; see `ModelHeader`. */
export interface FormatEvidence {
  specialTokens: { has(token: string): boolean };
  name?: string;
  basename?: string;
}

/**
 * The first format of the table whose control tokens the model has, or undefined where the model
 * knows none. Tokens for files and repositories that the vocabulary lacks are left out.
 */
export function chooseFormat(model: FormatEvidence): FimFormat | undefined {
  const names = `${model.name ?? ""} ${model.basename ?? ""}`;
  const family = families.find(
    (candidate) =>
      (candidate.named?.test(names) ?? true) &&
      requiredTokens(candidate).every((token) => model.specialTokens.has(token)),
  );
  return family && formatOf(family, (token) => model.specialTokens.has(token));
}

/**
 * The format of a family by the model's name alone, for a server that tells no more; undefined
 * where the name is of no family.
 */
export function formatByName(name: string): FimFormat | undefined {
  const family = families.find(({ named, alias }) => (named ?? alias)?.test(name) ?? false);
  return family && formatOf(family, () => true);
}

/** The format with this id, whatever the model has; undefined where there is no such format. */
export function formatById(id: string): FimFormat | undefined {
  const family = [...families, prefixOnly].find((candidate) => candidate.id === id);
  return family && formatOf(family, () => true);
}

/** Every control token that some format uses, each once. */
export function formatTokens(): string[] {
  return [...new Set(families.flatMap((family) => formatOf(family, () => true).stops))];
}

/** The ids that `formatById` knows, in the order of the table. */
export function formatIds(): string[] {
  return [...families, prefixOnly].map((family) => family.id);
}

interface Family {
  id: string;
  /** A pattern that the model's name must match, where tokens alone do not tell. */
  named?: RegExp;
  /** A pattern of the names by which servers call such models, where `named` has none. */
  alias?: RegExp;
  order: FimFormat["order"];
  prefix: string;
  suffix: string;
  middle: string;
  repository?: string;
  file?: string;
  pathPrefix?: string;
  path?: FimFormat["path"];
  stops?: readonly string[];
}

// Earlier rows win. Orders and tokens are those of each family's model card or paper.
const families: readonly Family[] = [
  {
    id: "ember",
    named: /\bember\b/i,
    order: "suffix-first",
    prefix: "<|fim_prefix|>",
    suffix: "<|fim_suffix|>",
    middle: "<|fim_middle|>",
    repository: "<|repo_name|>",
    file: "<|file_sep|>",
  },
  {
    id: "codegemma",
    named: /codegemma/i,
    order: "prefix-first",
    prefix: "<|fim_prefix|>",
    suffix: "<|fim_suffix|>",
    middle: "<|fim_middle|>",
    file: "<|file_separator|>",
  },
  {
    id: "qwen",
    alias: /qwen/i,
    order: "prefix-first",
    prefix: "<|fim_prefix|>",
    suffix: "<|fim_suffix|>",
    middle: "<|fim_middle|>",
    repository: "<|repo_name|>",
    file: "<|file_sep|>",
    stops: ["<|fim_pad|>", "<|im_start|>", "<|im_end|>", "<|endoftext|>"],
  },
  {
    id: "mellum",
    named: /mellum/i,
    order: "suffix-first",
    prefix: "<fim_prefix>",
    suffix: "<fim_suffix>",
    middle: "<fim_middle>",
    file: "<filename>",
  },
  {
    id: "starcoder",
    alias: /starcoder|stable-?code/i,
    order: "prefix-first",
    prefix: "<fim_prefix>",
    suffix: "<fim_suffix>",
    middle: "<fim_middle>",
    repository: "<repo_name>",
    file: "<file_sep>",
    path: "in-prefix",
  },
  {
    id: "seed-coder",
    alias: /seed-?coder/i,
    order: "suffix-first",
    prefix: "<[fim-prefix]>",
    suffix: "<[fim-suffix]>",
    middle: "<[fim-middle]>",
    path: "nowhere",
  },
  {
    id: "deepseek",
    alias: /deepseek-?coder/i,
    order: "prefix-first",
    prefix: "<｜fim▁begin｜>",
    suffix: "<｜fim▁hole｜>",
    middle: "<｜fim▁end｜>",
    pathPrefix: "#",
    path: "in-prefix",
  },
  {
    id: "glm",
    alias: /codegeex|glm-?4/i,
    order: "prefix-first",
    prefix: "<|code_prefix|>",
    suffix: "<|code_suffix|>",
    middle: "<|code_middle|>",
    path: "nowhere",
  },
  {
    id: "falcon-coder",
    alias: /falcon.*coder/i,
    order: "prefix-first",
    prefix: "<|prefix|>",
    suffix: "<|suffix|>",
    middle: "<|middle|>",
    path: "nowhere",
  },
  {
    id: "codellama",
    alias: /code-?llama/i,
    order: "prefix-first",
    prefix: "▁<PRE>",
    suffix: "▁<SUF>",
    middle: "▁<MID>",
    path: "nowhere",
    stops: ["▁<EOT>"],
  },
  {
    id: "codestral",
    named: /codestral/i,
    order: "suffix-first",
    prefix: "[PREFIX]",
    suffix: "[SUFFIX]",
    middle: "",
    path: "nowhere",
  },
];

const prefixOnly: Family = {
  id: "prefix-only",
  order: "prefix-only",
  prefix: "",
  suffix: "",
  middle: "",
  path: "nowhere",
};

function requiredTokens(family: Family): string[] {
  return [family.prefix, family.suffix, family.middle].filter((token) => token !== "");
}

function formatOf(family: Family, has: (token: string) => boolean): FimFormat {
  const known = (token: string | undefined): string =>
    token !== undefined && has(token) ? token : "";
  const fileToken = known(family.file);
  const repositoryToken = known(family.repository);
  const stops = [...requiredTokens(family), repositoryToken, fileToken, ...(family.stops ?? [])];
  const pathless = fileToken === "" && family.pathPrefix === undefined;
  return {
    id: family.id,
    order: family.order,
    prefixToken: family.prefix,
    suffixToken: family.suffix,
    middleToken: family.middle,
    repositoryToken,
    fileToken,
    pathPrefix: family.pathPrefix ?? "",
    path: pathless ? "nowhere" : (family.path ?? "before"),
    stops: stops.filter((token) => token !== "" && has(token)),
  };
}
