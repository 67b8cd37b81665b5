import type { Node } from "web-tree-sitter";

/** Something that a document declares; offsets are UTF-16 code units. */
export interface SyntaxSymbol {
  name: string;
  kind: "function" | "type" | "value";
  /** The whole declaration, its body included. */
  start: number;
  end: number;
  /** How many declarations it stands within. */
  depth: number;
}

const kinds: readonly [pattern: RegExp, kind: SyntaxSymbol["kind"]][] = [
  [/^(function|method|constructor)_(declaration|definition|item|signature)$/, "function"],
  [
    /^(generator_function_declaration|method|singleton_method|function_signature_item)$/,
    "function",
  ],
  [/^(abstract_)?class(_declaration|_definition|_specifier)?$/, "type"],
  [/^(interface|enum|struct|record|trait|type_alias|union)_(declaration|item)$/, "type"],
  [/^(struct_specifier|enum_specifier|type_spec|type_item|module|mod_item)$/, "type"],
  [/^(variable_declarator|const_item|static_item|const_spec|var_spec)$/, "value"],
];

/** The declarations below a node, down to those inside functions, in the order of the text. */
export function symbolsOf(root: Node): SyntaxSymbol[] {
  const symbols: SyntaxSymbol[] = [];
  collect(root, 0, symbols);
  return symbols;
}

function collect(node: Node, depth: number, symbols: SyntaxSymbol[]): void {
  const kind = kinds.find(([pattern]) => pattern.test(node.type))?.[1];
  const name = kind && nameOf(node);
  if (kind && name) symbols.push({ name, kind, start: node.startIndex, end: node.endIndex, depth });
  const inner = name ? depth + 1 : depth;
  for (const child of node.namedChildren) collect(child, inner, symbols);
}

/** C and C++ keep a function's name within its declarator. */
function nameOf(node: Node): string | undefined {
  const named = node.childForFieldName("name");
  if (named) return named.text;
  const declarator = node.childForFieldName("declarator");
  if (!declarator) return undefined;
  return declarator.childForFieldName("declarator") ? nameOf(declarator) : declarator.text;
}
