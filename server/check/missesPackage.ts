import type { Finding } from "./checker.ts";

/** Whether TypeScript does not find a module, or its types, that is no file of the project's own. */
export function missesPackage({ code, message }: Finding): boolean {
  return (code === "2307" || code === "7016") && !/['"]\.{1,2}\//.test(message);
}
