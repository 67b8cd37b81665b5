import type { FimFormat } from "./formats.ts";

const noTokens = {
  prefixToken: "",
  suffixToken: "",
  middleToken: "",
  repositoryToken: "",
  fileToken: "",
  pathPrefix: "",
  path: "nowhere",
  stops: [],
} as const;

/** No format: the model was never taught to fill in, and reads the prefix alone. */
export const prefixOnly: FimFormat = { id: "prefix-only", order: "prefix-only", ...noTokens };

/** No format: the server fills in by itself. */
export const byServer: FimFormat = { id: "by-server", order: "by-server", ...noTokens };
