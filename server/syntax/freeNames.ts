import type { Node } from "web-tree-sitter";
import type { NameUse } from "./moduleParts.ts";

/** What a language says of the names in its trees. */
export interface NameRules {
  /** Node types that are names, wherever they stand. */
  names: ReadonlySet<string>;
  /** Node types that hold names of their own. */
  scopes: ReadonlySet<string>;
  /** What a name is where it stands; a binding is for the scope that is given, or the nearest. */
  role(node: Node): NameRole;
  /** Whether what is within a node runs only when it is called. */
  isLater(node: Node, child: Node): boolean;
}

export type NameRole =
  | { kind: "none" }
  /** `scope` holds the name; `outer` is the scope around the node that declares it. */
  | { kind: "binding"; scope: Node | undefined }
  | ({ kind: "use" } & Pick<NameUse, "isType" | "assigned" | "member" | "shorthand">);

/** The names in a statement that nothing in it binds, in the order of the text. */
export function freeNames(statement: Node, rules: NameRules): NameUse[] {
  const bound = new Map<number, Set<string>>();
  const found: { node: Node; role: Extract<NameRole, { kind: "use" }> }[] = [];
  const waiting = [statement];
  for (let node = waiting.pop(); node; node = waiting.pop()) {
    if (rules.names.has(node.type)) {
      const role = rules.role(node);
      if (role.kind === "use") found.push({ node, role });
      if (role.kind === "binding") bind(role.scope ?? scopeAround(node, rules), node.text, bound);
    }
    for (const child of node.namedChildren) waiting.push(child);
  }
  return found
    .flatMap(({ node, role: { kind: _, ...role } }) => {
      const name = node.text;
      const way = wayOut(node, statement, rules);
      if (way.scopes.some((scope) => bound.get(scope.id)?.has(name))) return [];
      return [{ name, start: node.startIndex, end: node.endIndex, when: way.when, ...role }];
    })
    .sort((a, b) => a.start - b.start);
}

/** The nearest scope that a node is within; undefined: the file. */
export function scopeAround(node: Node, { scopes }: Pick<NameRules, "scopes">): Node | undefined {
  let around = node.parent;
  while (around && !scopes.has(around.type)) around = around.parent;
  return around ?? undefined;
}

function bind(scope: Node | undefined, name: string, bound: Map<number, Set<string>>): void {
  if (!scope) return;
  const names = bound.get(scope.id) ?? new Set();
  names.add(name);
  bound.set(scope.id, names);
}

function wayOut(
  node: Node,
  statement: Node,
  { scopes, isLater }: NameRules,
): { scopes: Node[]; when: NameUse["when"] } {
  const passed: Node[] = [];
  let when: NameUse["when"] = "load";
  let child = node;
  while (child.id !== statement.id && child.parent) {
    const around = child.parent;
    if (scopes.has(around.type)) passed.push(around);
    if (isLater(around, child)) when = "later";
    child = around;
  }
  return { scopes: passed, when };
}
