import type { Finding } from "./checker.ts";

/** What TypeScript does not see: packages that are not installed, or a global that nobody has declared. */
export function unseenByTypescript({ code, message }: Finding): string | undefined {
  if ((code === "2307" || code === "7016") && !/['"]\.{1,2}\//.test(message)) return "packages";
  return code === "2304" || code === "2552" ? message : undefined;
}
