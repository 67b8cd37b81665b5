import type { Finding } from "../checker.ts";
import type { TsDiagnostic, TsLocation } from "./protocol.ts";

/** What VS Code shows as a warning although the compiler calls it an error: matters of style. */
const styleCodes: ReadonlySet<number> = new Set([
  ...[6133, 6138, 6192, 6196, 6198, 6199, 6205], // declared and not used
  ...[7027, 7028, 7029, 7030], // unreachable code, unused labels, switch and return
]);

/** What is not used, told as a suggestion where the project does not ask for more. */
const unusedCodes: ReadonlySet<number> = new Set([6133, 6192, 6196, 6198]);

/** What tsserver's diagnostics say; suggestions are left out, but for what is not used. */
export function findingsOf(diagnostics: readonly TsDiagnostic[]): Finding[] {
  return diagnostics.flatMap(({ message, code, category, startLocation, endLocation }) => {
    const unused = category === "suggestion" && unusedCodes.has(code);
    if (category !== "error" && category !== "warning" && !unused) return [];
    const isError = category === "error" && !styleCodes.has(code);
    return [
      {
        range: { start: zeroBased(startLocation), end: zeroBased(endLocation) },
        severity: isError ? ("error" as const) : ("warning" as const),
        message,
        code: String(code),
        ...(unused && { unused: true as const }),
      },
    ];
  });
}

/** A place as editors count it. */
export function zeroBased({ line, offset }: TsLocation): { line: number; character: number } {
  return { line: line - 1, character: offset - 1 };
}
