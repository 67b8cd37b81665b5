import type { Node, Tree } from "web-tree-sitter";
import { freeNames } from "./freeNames.ts";
import { headAt } from "./heads.ts";
import type {
  DeclaredName,
  Module,
  ModuleImport,
  ModuleStatement,
  NameUse,
} from "./moduleParts.ts";
import { pythonNames } from "./pythonNames.ts";

/** Reads a tree of Python as a module. */
export function pythonModule(tree: Tree): Module {
  const children = tree.rootNode.namedChildren;
  const lazy = children.some(
    ({ type, text }) => type === "future_import_statement" && text.includes("annotations"),
  );
  const statements = children.flatMap((node, at) =>
    node.type === "comment" ? [] : [statementAt(node, children, { at, lazy })],
  );
  return { statements };
}

function statementAt(
  node: Node,
  siblings: readonly Node[],
  { at, lazy }: { at: number; lazy: boolean },
): ModuleStatement {
  const imports = isImport(node) ? importsOf(node) : [];
  const declares = declaredBy(node);
  const within = isImport(node) || declares.length > 0 ? [] : namesBoundWithin(node);
  return {
    start: node.startIndex,
    end: node.endIndex,
    head: headAt(siblings, at),
    declares: [...declares, ...within],
    imports,
    uses: [...freeNames(node, pythonNames), ...quotedNames(node)]
      .filter(({ assigned, name }) => !assigned || !declares.some((each) => each.name === name))
      .map((use) => (lazy && isAnnotation(node, use) ? { ...use, when: "later" } : use)),
    ...(within.length > 0 ? { conditional: true as const } : {}),
  };
}

function isImport({ type }: Node): boolean {
  return /^(?:import|import_from|future_import)_statement$/.test(type);
}

function declaredBy(node: Node): DeclaredName[] {
  switch (node.type) {
    case "decorated_definition": {
      const definition = node.childForFieldName("definition");
      return definition ? declaredBy(definition) : [];
    }
    case "function_definition":
    case "class_definition": {
      const name = node.childForFieldName("name")?.text;
      const kind = node.type === "class_definition" ? "class" : "function";
      return name === undefined ? [] : [{ name, kind }];
    }
    case "type_alias_statement": {
      const name = node.firstNamedChild?.text.replace(/\[.*/s, "");
      return name === undefined ? [] : [{ name, kind: "type" }];
    }
    case "expression_statement": {
      const assignment = node.firstNamedChild;
      if (assignment?.type !== "assignment") return [];
      const left = assignment.childForFieldName("left");
      const names =
        left?.type === "identifier" ? [left] : (left?.descendantsOfType("identifier") ?? []);
      return left && /^(?:identifier|pattern_list|tuple_pattern)$/.test(left.type)
        ? names.map(({ text }) => ({ name: text, kind: "constant" }))
        : [];
    }
    default:
      return [];
  }
}

/** What an `if`, a `try` or a loop at the top of a file binds. */
function namesBoundWithin(node: Node): DeclaredName[] {
  if (!/^(?:if|try|with|for|while|match)_statement$/.test(node.type)) return [];
  const names = new Set<string>();
  const waiting = [...node.namedChildren];
  for (let each = waiting.pop(); each; each = waiting.pop()) {
    for (const { name } of declaredBy(each)) names.add(name);
    if (isImport(each)) for (const name of importsOf(each).flatMap(localsOf)) names.add(name);
    if (!/^(?:function|class)_definition$/.test(each.type)) waiting.push(...each.namedChildren);
  }
  return [...names].map((name) => ({ name, kind: "variable" }));
}

function localsOf({ named, namespace }: ModuleImport): string[] {
  const names = named.map(({ local }) => local);
  return namespace === undefined ? names : [...names, namespace.replace(/\..*/, "")];
}

function importsOf(node: Node): ModuleImport[] {
  if (node.type === "import_statement")
    return node.namedChildren.map((each) => {
      const name = each.type === "aliased_import" ? each.childForFieldName("name") : each;
      const alias = each.childForFieldName("alias")?.text;
      return {
        source: name?.text ?? "",
        sourceStart: name?.startIndex ?? each.startIndex,
        sourceEnd: name?.endIndex ?? each.endIndex,
        ...{ typeOnly: false, named: [], namespace: alias ?? name?.text ?? "" },
      };
    });
  const module = node.childForFieldName("module_name");
  const isFuture = node.type === "future_import_statement";
  const all = node.namedChildren.some(({ type }) => type === "wildcard_import");
  return [
    {
      source: isFuture ? "__future__" : (module?.text ?? ""),
      sourceStart: module?.startIndex ?? node.startIndex,
      sourceEnd: module?.endIndex ?? node.startIndex,
      typeOnly: false,
      named: node.childrenForFieldName("name").map((each) => {
        const name = (each.childForFieldName("name") ?? each).text;
        return { name, local: each.childForFieldName("alias")?.text ?? name, typeOnly: false };
      }),
      ...(all ? { all: true as const } : {}),
    },
  ];
}

/** Names in annotations that stand between quotes. */
function quotedNames(node: Node): NameUse[] {
  return node.descendantsOfType("type").flatMap((type) =>
    type.descendantsOfType("string_content").flatMap(({ text, startIndex }) =>
      [...text.matchAll(/(?<![.\w])[A-Za-z_]\w*/g)].map((match) => ({
        name: match[0],
        start: startIndex + match.index,
        end: startIndex + match.index + match[0].length,
        ...({ when: "later", isType: true, assigned: false } as const),
      })),
    ),
  );
}

function isAnnotation(node: Node, { start, end }: NameUse): boolean {
  let around: Node | null = node.descendantForIndex(start, end);
  while (around && around.id !== node.id) {
    if (around.type === "type") return true;
    around = around.parent;
  }
  return false;
}
