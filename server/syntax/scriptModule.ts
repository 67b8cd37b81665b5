import type { Node, Tree } from "web-tree-sitter";
import { freeNames } from "./freeNames.ts";
import { headAt } from "./heads.ts";
import type {
  DeclaredName,
  Module,
  ModuleExport,
  ModuleImport,
  ModuleStatement,
} from "./moduleParts.ts";
import { scriptNames } from "./scriptNames.ts";

/** Reads a tree of JavaScript or TypeScript as a module. */
export function scriptModule(tree: Tree): Module {
  const children = tree.rootNode.namedChildren;
  const statements = children.flatMap((node, at) =>
    node.type === "comment" || node.type === "hash_bang_line"
      ? []
      : [statementAt(node, children, at)],
  );
  return { statements };
}

function statementAt(node: Node, siblings: readonly Node[], at: number): ModuleStatement {
  const declaration = declarationIn(node);
  const exported = exportedBy(node);
  const exports = node.type === "export_statement" && !declaration ? exportOf(node) : undefined;
  return {
    start: node.startIndex,
    end: node.endIndex,
    head: headAt(siblings, at),
    declares: declaration ? declaredBy(declaration) : [],
    ...(exported && declaration ? { exported } : {}),
    imports: node.type === "import_statement" ? importsOf(node) : [],
    ...(exports && { exports }),
    uses: freeNames(node, scriptNames),
  };
}

function declarationIn(node: Node): Node | undefined {
  if (node.type === "export_statement") {
    const inner = node.childForFieldName("declaration");
    return inner ? declarationIn(inner) : undefined;
  }
  if (node.type === "ambient_declaration")
    return node.namedChildren.map(declarationIn).find((each) => each !== undefined);
  if (node.type === "expression_statement" && node.firstNamedChild?.type === "internal_module")
    return node.firstNamedChild;
  return kinds[node.type] ? node : undefined;
}

function exportedBy(node: Node): ModuleStatement["exported"] {
  if (node.type !== "export_statement") return undefined;
  return node.children.some(({ type }) => type === "default") ? "default" : "named";
}

const kinds: Readonly<Record<string, DeclaredName["kind"]>> = {
  function_declaration: "function",
  generator_function_declaration: "function",
  function_signature: "function",
  class_declaration: "class",
  abstract_class_declaration: "class",
  interface_declaration: "type",
  type_alias_declaration: "type",
  enum_declaration: "enum",
  internal_module: "namespace",
  module: "namespace",
  lexical_declaration: "constant",
  variable_declaration: "variable",
};

function declaredBy(node: Node): DeclaredName[] {
  const kind = kinds[node.type] ?? "variable";
  if (kind !== "constant" && kind !== "variable") {
    const name = node.childForFieldName("name")?.text;
    return name === undefined ? [] : [{ name, kind }];
  }
  const fixed = node.children.some(({ type }) => type === "const");
  return node.namedChildren
    .filter(({ type }) => type === "variable_declarator")
    .flatMap((declarator) => {
      const bound = declarator.childForFieldName("name");
      if (!bound) return [];
      const names =
        bound.type === "identifier"
          ? [bound]
          : bound.descendantsOfType(["identifier", "shorthand_property_identifier_pattern"]);
      return names.map(({ text }) => ({
        name: text,
        kind: fixed ? ("constant" as const) : ("variable" as const),
      }));
    });
}

function importsOf(node: Node): ModuleImport[] {
  const source = sourceOf(node);
  if (!source) return [];
  const clause = node.namedChildren.find(({ type }) => type === "import_clause");
  const parts = clause?.namedChildren ?? [];
  const namespace = parts.find(({ type }) => type === "namespace_import")?.firstNamedChild?.text;
  const defaultName = parts.find(({ type }) => type === "identifier")?.text;
  const named = parts.find(({ type }) => type === "named_imports");
  return [
    {
      ...source,
      typeOnly: isTypeOnly(node),
      ...(defaultName === undefined ? {} : { defaultName }),
      ...(namespace === undefined ? {} : { namespace }),
      named: (named?.namedChildren ?? [])
        .filter(({ type }) => type === "import_specifier")
        .map((each) => {
          const name = each.childForFieldName("name")?.text ?? "";
          const local = each.childForFieldName("alias")?.text ?? name;
          return { name, local, typeOnly: isTypeOnly(each) };
        }),
    },
  ];
}

function exportOf(node: Node): ModuleExport | undefined {
  const from = sourceOf(node);
  const clause = node.namedChildren.find(({ type }) => type === "export_clause");
  const names = (clause?.namedChildren ?? [])
    .filter(({ type }) => type === "export_specifier")
    .map((each) => {
      const name = each.childForFieldName("name")?.text ?? "";
      const as = each.childForFieldName("alias")?.text ?? name;
      return { name, as, typeOnly: isTypeOnly(each) };
    });
  const value = node.childForFieldName("value");
  if (value?.type === "identifier")
    return { typeOnly: false, names: [{ name: value.text, as: "default", typeOnly: false }] };
  const star = node.children.some(({ type }) => type === "*");
  const space = node.namedChildren.find(({ type }) => type === "namespace_export");
  if (!clause && !star && !space) return undefined;
  const as = space?.firstNamedChild?.text;
  return {
    ...(from && { from }),
    typeOnly: isTypeOnly(node),
    names,
    ...(star || space ? { all: as === undefined ? {} : { as } } : {}),
  };
}

function sourceOf(
  node: Node,
): Pick<ModuleImport, "source" | "sourceStart" | "sourceEnd"> | undefined {
  const string = node.childForFieldName("source");
  if (string?.type !== "string") return undefined;
  return {
    source: string.text.slice(1, -1),
    sourceStart: string.startIndex + 1,
    sourceEnd: string.endIndex - 1,
  };
}

function isTypeOnly(node: Node): boolean {
  return node.children.some(({ type }) => type === "type");
}
