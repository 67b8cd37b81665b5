import type { Language, Node, Tree, TreeCursor } from "web-tree-sitter";

/** Something that a text declares; lines and columns are zero-based, columns in UTF-16 code units. */
export interface Declaration {
  name: string;
  /** A `scope` only holds others: a namespace, or an `impl` of Rust. */
  kind: "function" | "type" | "value" | "scope";
  /** The lines of the whole declaration with its body, both inclusive. */
  firstLine: number;
  lastLine: number;
  /** Where its name stands. */
  line: number;
  character: number;
  /** What is declared within it; within a function only functions and types. */
  within: Declaration[];
}

/** The declarations of a tree, in the order of the text. */
export function outlineOf(tree: Tree): Declaration[] {
  const declared: Declaration[] = [];
  const cursor = tree.walk();
  const { language } = tree;
  if (cursor.gotoFirstChild())
    visitSiblings({ cursor, roles: rolesOf(language) }, declared, { depth: 0, inFunction: false });
  cursor.delete();
  return declared;
}

type Role = Declaration["kind"] | "through" | "assignment";

interface Walk {
  cursor: TreeCursor;
  /** By the numbers that a grammar gives its node types; null for tokens without a name. */
  roles: readonly (Role | undefined | null)[];
}

interface Where {
  depth: number;
  inFunction: boolean;
}

/** Deeper nodes hold no declarations that anybody looks for, and the stack has an end. */
const deepest = 200;

/**
 * Looks at a node and its siblings. Where a node neither declares anything nor goes over several
 * lines, it is not entered: most of a tree is expressions on one line.
 */
function visitSiblings(walk: Walk, declared: Declaration[], where: Where): void {
  const { cursor, roles } = walk;
  do {
    const role = roles[cursor.nodeTypeId];
    if (role === null || (role === "value" && where.inFunction)) continue;
    const declaration =
      role && role !== "through" ? declarationAt(cursor.currentNode, role, where) : undefined;
    if (declaration) declared.push(declaration);
    const holds = role === "through" || (declaration && declaration.kind !== "value");
    const enters = holds || cursor.startPosition.row < cursor.endPosition.row;
    if (!enters || where.depth >= deepest || !cursor.gotoFirstChild()) continue;
    visitSiblings(walk, declaration?.within ?? declared, {
      depth: where.depth + 1,
      inFunction: declaration
        ? declaration.kind === "function" || declaration.kind === "value"
        : where.inFunction,
    });
    cursor.gotoParent();
  } while (cursor.gotoNextSibling());
}

/** What a node itself declares, without what is declared within it; undefined where it is nothing. */
export function declarationOf(node: Node): Declaration | undefined {
  const role = node.isNamed ? roleOf.get(node.type) : undefined;
  return role && role !== "through"
    ? declarationAt(node, role, { inFunction: role === "value" || role === "assignment" })
    : undefined;
}

function declarationAt(
  node: Node,
  role: Role,
  where: Pick<Where, "inFunction">,
): Declaration | undefined {
  const kind = kindOf(node, role, where);
  const named = kind && nameNode(node);
  if (!named) return undefined;
  const { row: firstLine } = node.startPosition;
  const end = node.endPosition;
  const name = named.text;
  // C++ names a method outside its class with the class; a destructuring has no name of its own.
  const short = name.replace(/^.*::|^\$/, "").replace(kind === "scope" ? /<[\s\S]*/ : "", "");
  if (!/^[\p{L}\p{N}_$~#@"'][^\n{[(]{0,200}$/u.test(short)) return undefined;
  const { row: line, column } = named.startPosition;
  return {
    name: short.replace(/^["']|["']$/g, ""),
    kind,
    firstLine,
    lastLine: end.column === 0 && end.row > firstLine ? end.row - 1 : end.row,
    line,
    character: column + name.indexOf(short),
    within: [],
  };
}

function kindOf(
  node: Node,
  role: Role,
  { inFunction }: Pick<Where, "inFunction">,
): Declaration["kind"] | undefined {
  if (role === "through") return undefined;
  if (role === "type" && needsBody.has(node.type) && !node.childForFieldName("body"))
    return undefined;
  if (role !== "value" && role !== "assignment") return role;
  const value = node.childForFieldName("value") ?? node.childForFieldName("right");
  if (value && functionValues.has(value.type)) return "function";
  const declarator = node.childForFieldName("declarator");
  if (declarator && isFunctionDeclarator(declarator)) return "function";
  if (inFunction) return undefined;
  return role === "value" || plainNames.has(node.childForFieldName("left")?.type ?? "")
    ? "value"
    : undefined;
}

/** C and C++ keep a name within its declarator, which may be a pointer's or an array's. */
function nameNode(node: Node): Node | null {
  const named = node.childForFieldName("name");
  if (named) return named;
  const declarator = node.childForFieldName("declarator");
  if (declarator)
    return declarator.childForFieldName("declarator") || declarator.childForFieldName("name")
      ? nameNode(declarator)
      : declarator;
  const left = node.childForFieldName("left");
  if (left)
    return left.childForFieldName("property") ?? left.childForFieldName("attribute") ?? left;
  // C# has the names of a field two levels further in.
  const inner = node.namedChildren.find((child) => inFields.has(child.type));
  if (inner) return nameNode(inner);
  const others = ["key", "property", "type"].map((field) => node.childForFieldName(field));
  return others.find((each) => each !== null) ?? null;
}

function isFunctionDeclarator(node: Node): boolean {
  if (node.type === "function_declarator") return true;
  const inner = node.childForFieldName("declarator");
  return inner !== null && isFunctionDeclarator(inner);
}

/** Only named where they have a body, else they are the type of something else. */
const needsBody = new Set(["struct_specifier", "union_specifier", "enum_specifier"]);
const inFields = new Set(["variable_declaration", "variable_declarator", "property_element"]);
const functionValues = new Set([
  ...["arrow_function", "function_expression", "function", "generator_function", "lambda"],
]);
const plainNames = new Set(["identifier", "constant"]);

/** The node types that declare something, over all grammars: their names hardly clash. */
const types: Readonly<Record<Role, string>> = {
  function: `function_declaration function_definition function_item function_signature
    function_signature_item generator_function_declaration method_definition method_declaration
    method_signature abstract_method_signature method_elem method_spec method singleton_method
    constructor_declaration compact_constructor_declaration destructor_declaration
    local_function_statement macro_definition preproc_function_def`,
  type: `class_declaration abstract_class_declaration class_definition class_specifier class
    interface_declaration enum_declaration struct_declaration record_declaration trait_declaration
    annotation_type_declaration type_alias_declaration delegate_declaration enum_item struct_item
    union_item trait_item type_item struct_specifier union_specifier enum_specifier type_spec
    type_alias alias_declaration type_definition type_alias_statement module`,
  scope: `impl_item mod_item namespace_definition namespace_declaration internal_module
    file_scoped_namespace_declaration`,
  value: `variable_declarator public_field_definition field_definition property_signature
    field_declaration property_declaration property_element const_item static_item const_spec
    var_spec enum_variant enumerator enum_assignment enum_constant enum_member_declaration
    const_element preproc_def declaration variable_assignment`,
  assignment: "assignment assignment_expression pair",
  through: `export_statement lexical_declaration variable_declaration ambient_declaration
    decorated_definition expression_statement template_declaration type_declaration
    const_declaration var_declaration enum_body declaration_list field_declaration_list class_body
    enum_variant_list enumerator_list interface_body object_type block statement_block`,
};

const roleOf = new Map<string, Role>(
  Object.entries(types).flatMap(([role, names]) =>
    names.split(/\s+/).map((name) => [name, role as Role] as const),
  ),
);

const rolesByLanguage = new WeakMap<Language, Walk["roles"]>();

function rolesOf(language: Language): Walk["roles"] {
  const known = rolesByLanguage.get(language);
  if (known) return known;
  const roles = Array.from({ length: language.nodeTypeCount }, (_, id) =>
    language.nodeTypeIsNamed(id) ? roleOf.get(language.nodeTypeForId(id) ?? "") : null,
  );
  rolesByLanguage.set(language, roles);
  return roles;
}
