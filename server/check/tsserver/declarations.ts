import type { Declaration } from "../declarations.ts";
import { zeroBased } from "./findings.ts";
import type { TsNavigationTree } from "./protocol.ts";

const containers = ["class", "interface", "enum", "module", "local class"];

/** The declarations below the root of a file's tree. */
export function declarationsOf({ childItems }: TsNavigationTree): Declaration[] {
  return (childItems ?? []).flatMap((item) => {
    const { kind, nameSpan, spans } = item;
    const [first] = spans;
    const last = spans.at(-1);
    if (!first || !last || kind === "alias") return [];
    return [
      {
        kind: kindOf(kind),
        firstLine: first.start.line - 1,
        lastLine: last.end.line - 1,
        name: zeroBased((nameSpan ?? first).start),
        children: declarationsOf(item),
      },
    ];
  });
}

function kindOf(kind: string): Declaration["kind"] {
  if (kind === "constructor") return "constructor";
  return containers.includes(kind) ? "container" : "other";
}
