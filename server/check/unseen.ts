import type { Finding } from "./checker.ts";

/** What TypeScript does not see: packages that are not installed, globals that nobody has declared, settings. */
export function unseenByTypescript({ code, message }: Finding): string | undefined {
  if (packages.has(code ?? "") && !/['"]\.{1,2}\//.test(message)) return "packages";
  if (code === importedExtension) return "settings";
  return globals.has(code ?? "") ? message : undefined;
}

const packages = new Set(["2307", "2792", "7016"]);
/** A name, one that is almost another, and those of Node, of test runners and of jQuery. */
const globals = new Set(["2304", "2552", "2580", "2581", "2582", "2591", "2592", "2593"]);
/** Whether an import may end with `.ts` is a setting. */
const importedExtension = "5097";
