import type { Node } from "web-tree-sitter";
import { type Declaration, declarationOf } from "./outline.ts";

/** A function, a type, or a value with a name, and where its head ends: where its body begins. */
export interface Declared extends Omit<Declaration, "within"> {
  /** The last line of what stands before the body. */
  headLine: number;
  /** A class: what has methods and is made with `new`, in the words of its language. */
  isClass: boolean;
}

/** What a part of a text is made of, as far as an offer to change it depends on that. */
export interface Structure {
  /** The declarations that hold the whole range, the innermost first. */
  around: Declared[];
  /** Those that begin within the range, the outermost alone. */
  within: Declared[];
  /** What the range covers from edge to edge, white space aside. */
  covers: "nothing" | "expression" | "statements" | "other";
  /** Whether the range's start stands on a name. */
  onName: boolean;
  /** A loop that the range holds; where it is empty, one that begins on its line. */
  loop: boolean;
  /**
   * Of the functions that the range holds, or of the innermost one around it where it holds none:
   * whether one has a parameter or a result without a type (it means little in languages whose
   * declarations begin with the type), and whether one is called back later.
   */
  untyped: boolean;
  callback: boolean;
  /** The comments of the range; where it is empty, that on its line. Cut after some hundred words. */
  comments: string;
}

/** Nodes that are looked at in one range at most: a few milliseconds' worth. */
const mostNodes = 800;
const longestComments = 3_000;

/** Looks at the tree of `text` between two offsets. */
export function structureOf(
  root: Node,
  text: string,
  range: [from: number, to: number],
): Structure {
  const isEmpty = range[0] === range[1];
  const line = lineAround(text, range[0]);
  // A cursor before a line's first character, or behind its last, stands on what the line holds.
  const cursor = Math.max(line[0], Math.min(range[0], line[1] - 1));
  const [from, to] = isEmpty ? [cursor, cursor] : trimmed(text, range);
  const innermost = root.descendantForIndex(from, Math.max(from, to - 1)) ?? root;
  const holding = outwards(innermost).flatMap((node) => [
    ...(isEmpty ? wrapped(node, from) : []),
    node,
  ]);
  const around = holding.flatMap((node) => declared(node, text));
  const looked = isEmpty ? nodesWithin(root, line) : nodesWithin(root, [from, to]);
  const within = isEmpty ? [] : outermost(looked, from, text);
  const meant = functionNodes(isEmpty ? [] : looked, holding);
  const running = isEmpty
    ? meant.flatMap((node) => nodesWithin(root, [node.startIndex, node.endIndex]))
    : looked;
  return {
    around,
    within,
    covers: isEmpty ? "nothing" : covered(innermost, [from, to]),
    onName: [range[0], Math.max(0, range[0] - 1)].some((at) =>
      isName(root.descendantForIndex(at, at + 1)),
    ),
    loop: looked.some(
      (node) => loops.test(node.type) && node.startIndex >= (isEmpty ? line[0] : from),
    ),
    untyped: meant.some(lacksTypes),
    callback: running.some(isCalledBack),
    comments: looked
      .filter(({ type }) => type.includes("comment"))
      .map((node) => node.text)
      .join("\n")
      .slice(0, longestComments),
  };
}

const loops =
  /^(?:for|while|until|do|loop|foreach|c_style_for|for_in|for_each|for_range|enhanced_for|range_based_for)(?:_statement|_expression|_loop)?$/;
const classes = /^(?:class|abstract_class_declaration|class_(?:declaration|definition|specifier))$/;
/** What gives a value; what only does something, or names something, is no expression to be named. */
const expressions =
  /expression$|^call$|_call$|literal$|^(?:string|template_string|number|integer|float|array|object|list|tuple|dictionary|set|dict|hash|lambda|await|subscript|attribute|arrow_function|regex|jsx_element|jsx_self_closing_element|slice|index|binary|conditional|comparison_operator|binary_operator|boolean_operator|not_operator|unary_operator|list_comprehension|dictionary_comprehension|set_comprehension|generator_expression|method_invocation|member_access|element_reference|element_access)$/;
const notExpressions = /statement|^(?:assignment|augmented_assignment|update)_expression$/;

/** What stands before a declaration and belongs to it, as `export` does, with the declaration. */
const wrappers = new Set([
  ...["export_statement", "lexical_declaration", "variable_declaration", "ambient_declaration"],
  ...["decorated_definition", "expression_statement", "template_declaration", "type_declaration"],
]);

/** What a node wraps, where an offset stands before it. */
function wrapped(node: Node, offset: number): Node[] {
  if (!wrappers.has(node.type)) return [];
  const inner = node.namedChildren.find((child) => child.startIndex > offset);
  return inner ? [...wrapped(inner, offset), inner] : [];
}

function isName(node: Node | null): boolean {
  return /identifier$|^(?:name|constant|word|variable_name)$/.test(node?.type ?? "");
}

function declared(node: Node, text: string): Declared[] {
  const found = declarationOf(node);
  if (!found) return [];
  const { within: _, ...own } = found;
  const body = node.childForFieldName("body") ?? node.childForFieldName("value");
  const headEnd = body
    ? lineOf(text, node, text.slice(node.startIndex, body.startIndex).trimEnd().length)
    : found.line;
  return [{ ...own, headLine: Math.max(found.line, headEnd), isClass: classes.test(node.type) }];
}

function lineOf(text: string, node: Node, length: number): number {
  const head = text.slice(node.startIndex, node.startIndex + length);
  return node.startPosition.row + head.split("\n").length - 1;
}

function outwards(innermost: Node): Node[] {
  const nodes: Node[] = [];
  for (let node: Node | null = innermost; node; node = node.parent) nodes.push(node);
  return nodes;
}

/** The nodes that touch a stretch of the text, from outside in, in the order of the text. */
function nodesWithin(root: Node, [from, to]: readonly [number, number]): Node[] {
  const found: Node[] = [];
  const waiting = [root.descendantForIndex(from, Math.max(from, to - 1)) ?? root];
  for (let node = waiting.shift(); node; node = waiting.shift()) {
    found.push(node);
    if (found.length + waiting.length >= mostNodes) continue;
    for (const child of node.children)
      if (child.endIndex > from && child.startIndex < to) waiting.push(child);
  }
  return found;
}

function outermost(nodes: readonly Node[], from: number, text: string): Declared[] {
  const found: { node: Node; own: Declared }[] = [];
  for (const node of nodes) {
    if (node.startIndex < from) continue;
    if (
      found.some(
        ({ node: outer }) => outer.endIndex >= node.endIndex && outer.startIndex <= node.startIndex,
      )
    )
      continue;
    for (const own of declared(node, text)) found.push({ node, own });
  }
  return found.map(({ own }) => own);
}

/** The functions of the range; of the one around it where it holds none. */
function functionNodes(looked: readonly Node[], holding: readonly Node[]): Node[] {
  const isFunction = (node: Node): boolean => declarationOf(node)?.kind === "function";
  const held = looked.filter(isFunction);
  if (held.length > 0) return held;
  const around = holding.find(isFunction);
  return around ? [around] : [];
}

function covered(node: Node, [from, to]: readonly [number, number]): Structure["covers"] {
  // Where one node is all there is of its parent, both are at the same place.
  const same = outwards(node).filter((each) => each.startIndex === from && each.endIndex === to);
  if (same.some(({ type }) => expressions.test(type) && !notExpressions.test(type)))
    return "expression";
  const children = node.namedChildren.filter(
    (child) => child.endIndex > from && child.startIndex < to,
  );
  const whole = children[0]?.startIndex === from && (children.at(-1)?.endIndex ?? -1) === to;
  const statements = same.length > 0 && children.length === 0 ? same : children;
  const listed = whole ? [...children, ...same] : same;
  return listed.length > 0 && statements.length > 0 && listed.some(isStatement)
    ? "statements"
    : "other";
}

function isStatement({ type }: Node): boolean {
  return /statement|^(?:assignment|call|if|unless|while|until|for|case|return|lexical_declaration|variable_declaration|local_variable_declaration|let_declaration|short_var_declaration|var_declaration|command|declaration|macro_invocation|expression)/.test(
    type,
  );
}

/** Parameters by the names that grammars give them where they have no type. */
const plainParameters: ReadonlySet<string> = new Set([
  ...["identifier", "default_parameter", "list_splat_pattern", "dictionary_splat_pattern"],
  ...["assignment_pattern", "object_pattern", "array_pattern", "rest_pattern"],
]);
const selves = /^(?:self|cls|this|\*|\/)$/;

function lacksTypes(node: Node): boolean {
  const made = node.childForFieldName("value") ?? node.childForFieldName("right") ?? node;
  const parameters = made.childForFieldName("parameters");
  if (!parameters) return made.childForFieldName("parameter") !== null;
  const lacks = parameters.namedChildren.some(
    (each) =>
      (plainParameters.has(each.type) && !selves.test(each.text)) ||
      (/parameter$/.test(each.type) &&
        !/^(?:typed|self)/.test(each.type) &&
        each.childForFieldName("type") === null),
  );
  const isConstructor = /^(?:constructor|__init__|__construct)$/.test(
    node.childForFieldName("name")?.text ?? "",
  );
  return lacks || (!isConstructor && made.childForFieldName("return_type") === null);
}

/** A promise's `then`, or a function whose first parameter is the error of Node's callbacks. */
function isCalledBack(node: Node): boolean {
  if (node.type === "member_expression") {
    const name = node.childForFieldName("property")?.text ?? "";
    return /^(?:then|catch)$/.test(name) && node.parent?.type === "call_expression";
  }
  if (node.type !== "arrow_function" && node.type !== "function_expression") return false;
  if (node.parent?.type !== "arguments") return false;
  const first = node.childForFieldName("parameters")?.namedChildren[0];
  return /^(?:err|error|e)\b/.test(first?.text ?? "");
}

/** A stretch without the white space at its edges. */
function trimmed(text: string, [from, to]: readonly [number, number]): [number, number] {
  const part = text.slice(from, to);
  const start = from + part.length - part.trimStart().length;
  return part.trim() === "" ? [from, from] : [start, start + part.trim().length];
}

/** The line that holds an offset, without its indentation. */
function lineAround(text: string, offset: number): [number, number] {
  const start = text.lastIndexOf("\n", offset - 1) + 1;
  const found = text.indexOf("\n", offset);
  const end = found < 0 ? text.length : found;
  return trimmed(text, [start, end]);
}
