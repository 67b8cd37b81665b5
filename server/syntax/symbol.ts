import type { Node, Tree } from "web-tree-sitter";

/** A name in a text, and what the text says of the thing that it names. */
export interface NamedSymbol {
  name: string;
  kind: "function" | "type" | "value";
  /** The lines of its declaration in this text, zero-based and both inclusive; undefined: it has none. */
  declaration?: { firstLine: number; lastLine: number };
  /** The type that is written at it. */
  type?: string;
  /** What it is made of: an initializer. */
  value?: string;
  /** What it takes one thing after the other from: a loop. */
  each?: string;
}

/** The symbol whose name stands at an offset (UTF-16 code units); undefined where none does. */
export function symbolAt(tree: Tree, offset: number): NamedSymbol | undefined {
  const found = nameAt(tree.rootNode, offset);
  if (!found) return undefined;
  const name = found.text;
  const declared = isDeclared(found) ? found : declarationOf(tree.rootNode, found);
  if (!declared) return { name, kind: kindOfUse(found) };
  const whole = declarationAround(declared);
  const [type, value, each] = [
    whole.childForFieldName("type") ?? whole.childForFieldName("return_type"),
    whole.childForFieldName("value") ?? rightOf(whole),
    loops.test(whole.type) ? whole.childForFieldName("right") : null,
  ];
  const shown = bodyAround(whole);
  return {
    name,
    kind: kindOf(whole, value),
    declaration: { firstLine: shown.startPosition.row, lastLine: shown.endPosition.row },
    ...(type && { type: type.text.replace(/^\s*:\s*/, "") }),
    ...(value && !each && { value: value.text }),
    ...(each && { each: each.text }),
  };
}

const names = /(?:^|_)identifier(?:_pattern)?$|^(?:name|constant|field_identifier)$/;
const loops =
  /^for_(?:in_)?(?:statement|clause|expression)$|^for_in_clause$|^enhanced_for_statement$/;
const functions = /function|method|constructor|func_literal|lambda|arrow/;
const types = /class|interface|type_alias|enum|struct|trait|type_spec|type_item|record/;
/** What may stand between a name and the declaration that it is the name of. */
const between = /pattern|expression_list|declarator$|^identifier_list$|tuple/;

function nameAt(root: Node, offset: number): Node | undefined {
  for (const at of [offset, offset - 1]) {
    if (at < 0) continue;
    const node = root.descendantForIndex(at, at);
    if (node && names.test(node.type) && node.namedChildCount === 0) return node;
  }
  return undefined;
}

function isDeclared(node: Node): boolean {
  const { parent } = node;
  if (!parent) return false;
  if (/parameters?$/.test(parent.type)) return parent.childForFieldName("value")?.id !== node.id;
  const fields = ["name", "pattern", "parameter", "alias"];
  if (/keyword_argument|call|specifier$/.test(parent.type)) return false;
  if (fields.some((field) => parent.childForFieldName(field)?.id === node.id)) return true;
  const outer = climbed(node);
  const { parent: holder } = outer;
  if (!holder) return false;
  if (/assignment|short_var|declaration|declarator|let_|for_|named_expression/.test(holder.type))
    return ["left", "name", "pattern", "declarator"].some(
      (field) => holder.childForFieldName(field)?.id === outer.id,
    );
  return false;
}

function climbed(node: Node): Node {
  let outer = node;
  while (outer.parent && between.test(outer.parent.type) && !isWhole(outer.parent))
    outer = outer.parent;
  return outer;
}

/** A declarator of a script is the declaration; one of C is only on the way to it. */
function isWhole({ type }: Node): boolean {
  return type === "variable_declarator";
}

function declarationAround(node: Node): Node {
  return climbed(node).parent ?? node;
}

/** A variable or a parameter says little by itself: the statement or function around it says more. */
function bodyAround(whole: Node): Node {
  for (let node: Node | null = whole; node; node = node.parent)
    if (functions.test(node.type) || types.test(node.type)) return node;
  for (let node: Node | null = whole; node; node = node.parent)
    if (!node.parent?.parent) return node;
  return whole;
}

function rightOf(whole: Node): Node | null {
  return /assignment|short_var|named_expression/.test(whole.type)
    ? whole.childForFieldName("right")
    : null;
}

function kindOf(whole: Node, value: Node | null): NamedSymbol["kind"] {
  if (/parameter/.test(whole.type)) return "value";
  if (functions.test(whole.type) || (value && functions.test(value.type))) return "function";
  return types.test(whole.type) ? "type" : "value";
}

function kindOfUse(node: Node): NamedSymbol["kind"] {
  if (node.type === "type_identifier") return "type";
  const holder = node.parent;
  return holder && /^call(?:_expression)?$/.test(holder.type) ? "function" : "value";
}

/** The nearest declaration of the same name above, or the first below. */
function declarationOf(root: Node, use: Node): Node | undefined {
  const kinds = new Set([
    use.type,
    "identifier",
    "type_identifier",
    "shorthand_property_identifier_pattern",
  ]);
  const found = root
    .descendantsOfType([...kinds])
    .filter((node) => node.text === use.text && isDeclared(node));
  return found.findLast((node) => node.startIndex < use.startIndex) ?? found[0];
}
