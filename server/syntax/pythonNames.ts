import type { Node } from "web-tree-sitter";
import { type NameRole, type NameRules, scopeAround } from "./freeNames.ts";

const comprehensions = [
  ...["list_comprehension", "set_comprehension", "dictionary_comprehension"],
  "generator_expression",
];
const scopes = new Set(["function_definition", "lambda", ...comprehensions]);
const patterns = new Set([
  ...["pattern_list", "tuple_pattern", "list_pattern", "list_splat_pattern"],
  ...["dictionary_splat_pattern", "as_pattern_target", "expression_list", "tuple", "list"],
]);
/** The field of a node that holds the names that it binds. */
const binders: Readonly<Record<string, string>> = {
  assignment: "left",
  augmented_assignment: "left",
  for_statement: "left",
  for_in_clause: "left",
  named_expression: "name",
  default_parameter: "name",
  typed_default_parameter: "name",
  as_pattern: "alias",
  keyword_pattern: "name",
};

/** How names stand in Python. A class holds its names for itself alone: its methods do not see them. */
export const pythonNames: NameRules = {
  names: new Set(["identifier"]),
  scopes,
  role,
  isLater(around, child) {
    if (around.type === "lambda") return around.childForFieldName("body")?.id === child.id;
    return (
      around.type === "function_definition" && around.childForFieldName("body")?.id === child.id
    );
  },
};

function role(node: Node): NameRole {
  const { parent } = node;
  if (!parent) return { kind: "none" };
  if (parent.type === "attribute" && isField(parent, "attribute", node)) return { kind: "none" };
  if (parent.type === "keyword_argument" && isField(parent, "name", node)) return { kind: "none" };
  if (/^(?:import|dotted_name|aliased_import|relative_import|global_|nonlocal_)/.test(parent.type))
    return importRole(node);
  if (parent.type === "function_definition" || parent.type === "class_definition") {
    if (isField(parent, "name", node))
      return { kind: "binding", scope: scopeAround(parent, { scopes }) };
  }
  if (/parameters$|^typed_parameter$/.test(parent.type)) return bound;
  const outer = patternAround(node);
  const holder = outer.parent;
  if (holder && /parameters$/.test(holder.type)) return bound;
  const field = holder ? binders[holder.type] : undefined;
  if (holder && field !== undefined && isField(holder, field, outer)) {
    const scope = scopeAround(node, { scopes });
    if (isInClass(node, scope)) return { kind: "none" };
    // At the top of a file it is the file's own name that is given another value.
    if (scope && !isDeclaredGlobal(node, scope)) return bound;
    return { kind: "use", isType: false, assigned: true };
  }
  return use(node, parent);
}

const bound: NameRole = { kind: "binding", scope: undefined };

/** An import within a function binds there. */
function importRole(node: Node): NameRole {
  let statement: Node | null = node;
  while (statement && !/import.*_statement$/.test(statement.type)) statement = statement.parent;
  if (!statement || !scopeAround(statement, { scopes })) return { kind: "none" };
  const from = statement.childForFieldName("module_name");
  if (from && node.startIndex >= from.startIndex && node.endIndex <= from.endIndex)
    return { kind: "none" };
  return bound;
}

function use(node: Node, parent: Node): NameRole {
  const property =
    parent.type === "attribute" && isField(parent, "object", node)
      ? parent.childForFieldName("attribute")
      : null;
  return {
    ...{ kind: "use", isType: false, assigned: parent.type === "delete_statement" },
    ...(property && { member: { name: property.text, end: property.endIndex } }),
  };
}

function patternAround(node: Node): Node {
  let outer = node;
  while (outer.parent && patterns.has(outer.parent.type)) outer = outer.parent;
  return outer;
}

/** Whether a name is one of a class, which nothing outside of the class sees. */
function isInClass(node: Node, scope: Node | undefined): boolean {
  const inner = scopeAround(node, { scopes: new Set([...scopes, "class_definition"]) });
  return inner !== undefined && inner.id !== scope?.id;
}

function isDeclaredGlobal(node: Node, scope: Node): boolean {
  return scope
    .descendantsOfType("global_statement")
    .some((each) => each.namedChildren.some((name) => name.text === node.text));
}

function isField(parent: Node, field: string, node: Node): boolean {
  return parent.childForFieldName(field)?.id === node.id;
}
