import type { Node } from "web-tree-sitter";
import { type NameRole, type NameRules, scopeAround } from "./freeNames.ts";

const functions = new Set([
  ...["function_declaration", "generator_function_declaration", "function_expression"],
  ...["generator_function", "arrow_function", "method_definition", "function_signature"],
  ...["method_signature", "abstract_method_signature", "function_type", "constructor_type"],
  ...["call_signature", "construct_signature"],
]);
const bodies = new Set([
  ...["function_declaration", "generator_function_declaration", "function_expression"],
  ...["generator_function", "arrow_function", "method_definition"],
]);
/** These are bound around themselves. */
const outward = new Set([
  ...["function_declaration", "generator_function_declaration", "function_signature"],
  ...["class_declaration", "abstract_class_declaration", "interface_declaration"],
  ...["type_alias_declaration", "enum_declaration", "internal_module", "module"],
]);
const scopes = new Set([
  ...functions,
  ...["class_declaration", "abstract_class_declaration", "class", "interface_declaration"],
  ...["type_alias_declaration", "statement_block", "for_statement", "for_in_statement"],
  ...["catch_clause", "switch_body", "index_signature", "conditional_type", "object_type"],
]);
const patterns = new Set([
  ...["object_pattern", "array_pattern", "pair_pattern", "assignment_pattern", "rest_pattern"],
  ...["object_assignment_pattern"],
]);
/** The field of a node that holds the names that it binds. */
const binders: Readonly<Record<string, string>> = {
  variable_declarator: "name",
  required_parameter: "pattern",
  optional_parameter: "pattern",
  arrow_function: "parameter",
  catch_clause: "parameter",
  function_expression: "name",
  generator_function: "name",
  class: "name",
  type_parameter: "name",
  index_signature: "name",
  mapped_type_clause: "name",
  tuple_parameter: "name",
  optional_tuple_parameter: "name",
};

/** How names stand in JavaScript and TypeScript. */
export const scriptNames: NameRules = {
  names: new Set([
    ...["identifier", "type_identifier", "shorthand_property_identifier"],
    "shorthand_property_identifier_pattern",
  ]),
  scopes,
  role,
  isLater(around, child) {
    if (bodies.has(around.type)) return !isCalledAtOnce(around) && !isComputedName(around, child);
    // The fields of an object are made with the object, those of a class with the class.
    return (
      around.type === "public_field_definition" &&
      around.childForFieldName("value")?.id === child.id &&
      !around.children.some(({ type }) => type === "static")
    );
  },
};

function role(node: Node): NameRole {
  const { parent, type } = node;
  if (!parent) return { kind: "none" };
  if (isBound(node, parent)) {
    if (!outward.has(parent.type)) return { kind: "binding", scope: undefined };
    return { kind: "binding", scope: scopeAround(parent, { scopes }) };
  }
  if (/^(?:import|export)_specifier$|^import_clause$|^namespace_/.test(parent.type))
    return { kind: "none" };
  if (parent.type === "nested_type_identifier" && isField(parent, "name", node))
    return { kind: "none" };
  // The elements of HTML are no names.
  if (/^jsx_/.test(parent.type) && type === "identifier" && /^[a-z]/.test(node.text))
    return parent.type === "jsx_expression" ? use(node, parent) : { kind: "none" };
  return use(node, parent);
}

function use(node: Node, parent: Node): NameRole {
  const member = memberOf(node, parent);
  return {
    kind: "use",
    isType: node.type === "type_identifier" || isWithinType(node, parent),
    assigned: isAssigned(node),
    ...(member && { member }),
    ...(node.type === "shorthand_property_identifier" ? { shorthand: true as const } : {}),
  };
}

function isBound(node: Node, parent: Node): boolean {
  if (node.type === "shorthand_property_identifier_pattern")
    return !isAssignmentTarget(patternAround(node));
  if (outward.has(parent.type)) return isField(parent, "name", node);
  if (parent.type === "infer_type") return true;
  const outer = patternAround(node);
  const holder = outer.parent;
  if (!holder) return false;
  // JavaScript has its parameters without anything around them.
  if (holder.type === "formal_parameters") return true;
  if (holder.type === "for_in_statement")
    return isField(holder, "left", outer) && holder.childForFieldName("kind") !== null;
  const field = binders[holder.type];
  return field !== undefined && isField(holder, field, outer);
}

/** The outermost pattern that a name is bound in; the name itself where it is in none. */
function patternAround(node: Node): Node {
  let outer = node;
  while (outer.parent && patterns.has(outer.parent.type)) {
    const { parent } = outer;
    // A default is a value; so is a key that is computed.
    if (/assignment_pattern$/.test(parent.type) && !isField(parent, "left", outer)) break;
    if (parent.type === "pair_pattern" && !isField(parent, "value", outer)) break;
    outer = parent;
  }
  return outer;
}

function isAssignmentTarget(outer: Node): boolean {
  const { parent } = outer;
  return parent?.type === "assignment_expression" && isField(parent, "left", outer);
}

function isAssigned(node: Node): boolean {
  const { parent } = node;
  if (parent?.type === "update_expression") return true;
  if (parent?.type === "augmented_assignment_expression") return isField(parent, "left", node);
  return isAssignmentTarget(patternAround(node));
}

function memberOf(node: Node, parent: Node): { name: string; end: number } | undefined {
  const [owner, name] =
    parent.type === "member_expression"
      ? [parent.childForFieldName("object"), parent.childForFieldName("property")]
      : parent.type === "nested_type_identifier"
        ? [parent.childForFieldName("module"), parent.childForFieldName("name")]
        : parent.type === "nested_identifier"
          ? [parent.firstNamedChild, parent.lastNamedChild]
          : [null, null];
  return name && owner?.id === node.id ? { name: name.text, end: name.endIndex } : undefined;
}

function isWithinType(node: Node, parent: Node): boolean {
  if (parent.type === "nested_type_identifier") return true;
  for (let around: Node | null = parent; around; around = around.parent) {
    if (around.type === "type_query" || around.type === "type_annotation") return true;
    if (!/identifier|member_expression|generic_type/.test(around.type)) return false;
  }
  return node.type === "type_identifier";
}

function isCalledAtOnce(func: Node): boolean {
  let node = func;
  while (node.parent?.type === "parenthesized_expression") node = node.parent;
  const { parent } = node;
  return parent?.type === "call_expression" && isField(parent, "function", node);
}

function isComputedName(around: Node, child: Node): boolean {
  return around.type === "method_definition" && isField(around, "name", child);
}

function isField(parent: Node, field: string, node: Node): boolean {
  return parent.childForFieldName(field)?.id === node.id;
}
