import type { Node, Tree } from "web-tree-sitter";

/** What a function looks like from outside; offsets are UTF-16 code units. */
export interface Signature {
  name: string;
  /** Where its name stands. */
  nameStart: number;
  /** From its first word, `export` and `async` included, to the last character before its body. */
  start: number;
  end: number;
  /** Of the whole function, with its body. */
  wholeEnd: number;
  /** The object that a method is of is none of them. */
  parameters: Parameter[];
}

export interface Parameter {
  name: string;
  /** As it is written. */
  text: string;
  /** A call may leave it out. */
  optional: boolean;
  /** It takes all arguments that are left. */
  rest: boolean;
  /** It can only be given by its name. */
  byName: boolean;
}

/** A call of a function. */
export interface Call {
  /** Between the brackets. */
  start: number;
  end: number;
  arguments: Argument[];
  /** The statement around it. */
  statement: { start: number; end: number };
}

export interface Argument {
  text: string;
  start: number;
  end: number;
  /** It is given by name. */
  name?: string;
  /** It stands for any number of arguments. */
  spread: boolean;
}

/** The function whose head, or else whose body, holds an offset; undefined where none does. */
export function signatureAt(tree: Tree, offset: number): Signature | undefined {
  const at = tree.rootNode.descendantForIndex(offset, offset);
  for (let node = at; node; node = node.parent) {
    const found = signatureOf(node);
    if (found) return found;
  }
  return undefined;
}

/** The call whose function is named at an offset; undefined where that name is no call's. */
export function callAt(tree: Tree, offset: number): Call | undefined {
  let callee = tree.rootNode.descendantForIndex(offset, offset);
  while (callee?.parent && isLastPart(callee, callee.parent)) callee = callee.parent;
  const call = callee?.parent;
  if (
    !callee ||
    !call ||
    !/^(?:call|call_expression|new_expression|method_invocation|invocation_expression|object_creation_expression)$/.test(
      call.type,
    )
  )
    return undefined;
  const isCallee = ["function", "constructor", "name", "type"].some(
    (field) => call.childForFieldName(field)?.id === callee.id,
  );
  const list = call.childForFieldName("arguments");
  if (!isCallee || !list?.text.startsWith("(")) return undefined;
  const statement = statementAround(call);
  return {
    start: list.startIndex + 1,
    end: list.endIndex - 1,
    arguments: list.namedChildren.filter(({ type }) => !/comment/.test(type)).map(argumentOf),
    statement: { start: statement.startIndex, end: statement.endIndex },
  };
}

const functions =
  /^(?:(?:generator_)?function_declaration|function_definition|function_item|function_signature|method_definition|method_declaration|method_signature|abstract_method_signature|constructor_declaration|method|arrow_function|function_expression)$/;
/** What may stand around a function and belongs to its head. */
const heads = /^(?:variable_declarator|lexical_declaration|variable_declaration|export_statement)$/;

function signatureOf(node: Node): Signature | undefined {
  const own = heads.test(node.type)
    ? functionWithin(node)
    : functions.test(node.type)
      ? node
      : undefined;
  if (!own) return undefined;
  const list = own.childForFieldName("parameters");
  const named = nameOf(own);
  if (!list || !named) return undefined;
  let first = own;
  while (first.parent && heads.test(first.parent.type)) first = first.parent;
  const body = own.childForFieldName("body");
  const ending = body ? body.startIndex : own.endIndex;
  const text = own.tree.rootNode.text;
  const parameters = list.namedChildren
    .filter(({ type }) => !/comment|self_parameter|^this$/.test(type))
    .flatMap(parameterOf);
  return {
    name: named.text,
    nameStart: named.startIndex,
    start: withoutDecorators(first),
    end: ending - (/\s*$/.exec(text.slice(own.startIndex, ending))?.[0].length ?? 0),
    wholeEnd: first.endIndex,
    parameters: withByName(list, isMethod(own) ? withoutSelf(parameters) : parameters),
  };
}

function functionWithin(node: Node): Node | undefined {
  const inner =
    node.childForFieldName("declaration") ??
    node.childForFieldName("value") ??
    (/_declaration$/.test(node.type) ? node.firstNamedChild : null);
  if (!inner) return undefined;
  return heads.test(inner.type)
    ? functionWithin(inner)
    : functions.test(inner.type)
      ? inner
      : undefined;
}

function nameOf(own: Node): Node | null {
  const named = own.childForFieldName("name");
  if (named) return named;
  return own.parent?.type === "variable_declarator" ? own.parent.childForFieldName("name") : null;
}

function withoutDecorators(node: Node): number {
  const first = node.children.find(({ type }) => type !== "decorator" && type !== "comment");
  return first?.startIndex ?? node.startIndex;
}

function isMethod(own: Node): boolean {
  const around = own.parent?.type === "decorated_definition" ? own.parent.parent : own.parent;
  return around?.type === "block" && around.parent?.type === "class_definition";
}

function withoutSelf(parameters: readonly Parameter[]): Parameter[] {
  const [first] = parameters;
  return first && /^(?:self|cls)$/.test(first.name) ? parameters.slice(1) : [...parameters];
}

function parameterOf(node: Node): Parameter[] {
  // What separates kinds of parameters in Python.
  if (/separator$/.test(node.type)) return [];
  const name =
    node.childForFieldName("name") ??
    node.childForFieldName("pattern") ??
    node.childForFieldName("left") ??
    (/identifier$/.test(node.type) ? node : node.firstNamedChild);
  const rest =
    /rest_pattern|splat_pattern|variadic|spread_parameter/.test(node.type) ||
    /rest_pattern|splat_pattern/.test(name?.type ?? "");
  const own = rest && name?.namedChildCount ? name.firstNamedChild : name;
  const optional =
    rest ||
    /^optional_parameter$|default_parameter$|assignment_pattern/.test(node.type) ||
    node.childForFieldName("value") !== null;
  return [{ name: own?.text ?? node.text, text: node.text, optional, rest, byName: false }];
}

/** Behind a lone star, or a star with a name, Python takes arguments by their names alone. */
function withByName(list: Node, parameters: Parameter[]): Parameter[] {
  const star = list.namedChildren.find(
    ({ type }) => type === "keyword_separator" || type === "list_splat_pattern",
  );
  if (!star) return parameters;
  const before = list.namedChildren.filter(({ startIndex }) => startIndex <= star.startIndex);
  const texts = new Set(before.map(({ text }) => text));
  return parameters.map((each) => ({ ...each, byName: !each.rest && !texts.has(each.text) }));
}

function argumentOf(node: Node): Argument {
  const { text, startIndex: start, endIndex: end, type } = node;
  const name = type === "keyword_argument" ? node.childForFieldName("name")?.text : undefined;
  const spread = /spread_element|splat/.test(type);
  return { text, start, end, spread, ...(name === undefined ? {} : { name }) };
}

/** `c` of `a.b.c`. */
function isLastPart(node: Node, parent: Node): boolean {
  return (
    /^(?:member_expression|attribute|field_expression|selector_expression|scoped_identifier|generic_function|instantiation_expression|non_null_expression)$/.test(
      parent.type,
    ) &&
    ["property", "attribute", "field", "name", "function"].some(
      (field) => parent.childForFieldName(field)?.id === node.id,
    )
  );
}

function statementAround(node: Node): Node {
  let around = node;
  while (around.parent?.parent && !/statement|declaration|definition|block/.test(around.type))
    around = around.parent;
  return around;
}
