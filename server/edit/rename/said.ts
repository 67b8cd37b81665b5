import { identifierParts } from "../../text/identifierParts.ts";

/** What the code says of a thing, beside the name that it has. */
export interface SaidOfSymbol {
  kind: "function" | "type" | "value";
  type?: string;
  value?: string;
  each?: string;
}

/**
 * Names for a thing from what the code says of it already: its type, what it is made of, the function
 * that gives it, the list that it comes from. In camel case, the likeliest first.
 */
export function namesSaid({ kind, type, value, each }: SaidOfSymbol): string[] {
  if (kind !== "value") return [];
  const found = [
    ...(each === undefined ? [] : singulars(nameOf(each))),
    ...(value === undefined ? [] : ofValue(value)),
    ...(type === undefined ? [] : ofType(type)),
  ];
  return [...new Set(found.map(camel))].filter((name) => name.length > 1);
}

/** The last name of a path, or of the function that is called there. */
function nameOf(expression: string): string {
  const bare = expression.replace(/^\s*(?:await|new|\*|&|&mut)\s+/, "").trim();
  const [head = ""] = bare.split(/[([{<`"'\s]/, 1);
  return head.split(/\.|->|::/).findLast((part) => part !== "" && part !== "?") ?? "";
}

function ofValue(value: string): string[] {
  const text = value.trim();
  if (/^new\s/.test(text)) return [nameOf(text)];
  const name = nameOf(text);
  if (!/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name) || plain.has(name)) return [];
  const isCall = /^(?:await\s+)?[\p{L}\p{N}_$.?!]+(?:<[^<>]*>)?\(/u.test(text);
  if (!isCall) return [name];
  const parts = identifierParts(name);
  const rest = parts.slice(1).filter((part) => !little.has(part));
  if (parts.length > 1 && verbs.has(parts[0] ?? "")) {
    const until = parts.findIndex((part, at) => at > 0 && joints.has(part));
    const what = (until < 0 ? parts : parts.slice(0, until)).slice(1);
    return what.length > 0 ? [what.join("_")] : [];
  }
  // The function's own name would hide the function.
  return rest.length > 0 ? [rest.join("_")] : [];
}

function ofType(type: string): string[] {
  const text = type.replace(/\s*\|\s*(?:undefined|null|None)\b/g, "").trim();
  const element = /^(?:readonly\s+)?([\p{L}_][\p{L}\p{N}_.]*)\[\]$/u.exec(text)?.[1];
  const list =
    /^(?:ReadonlyArray|Array|Set|ReadonlySet|List|list|set|Iterable|Sequence|Vec|\[\])[<[]?\s*([\p{L}_][\p{L}\p{N}_.]*)[>\]]?$/u.exec(
      text,
    );
  const map =
    /^(?:ReadonlyMap|Map|dict|Dict|HashMap|Record)[<[][^,]+,\s*([\p{L}_][\p{L}\p{N}_.]*)/u.exec(
      text,
    );
  const single = /^[*&]?([\p{L}_][\p{L}\p{N}_.]*)$/u.exec(text)?.[1];
  const many = element ?? list?.[1];
  if (many !== undefined) return isBuiltIn(many) ? [] : [plural(nameOf(many))];
  if (map?.[1] !== undefined) return isBuiltIn(map[1]) ? [] : [plural(nameOf(map[1]))];
  return single === undefined || isBuiltIn(single) ? [] : [nameOf(single)];
}

function isBuiltIn(type: string): boolean {
  return /^(?:string|str|number|int\d*|uint\d*|i\d+|u\d+|float\d*|f\d+|double|bool(?:ean)?|byte|bytes|char|any|unknown|object|void|never|null|None|undefined|symbol|bigint|usize|isize|String|Number|Object|Boolean|error|[A-Z])$/.test(
    type,
  );
}

const verbs = new Set(
  "get fetch find load read make create build parse compute calculate count list query select resolve open collect filter sort to as init new use require ask take pick format encode decode extract derive generate lookup search".split(
    " ",
  ),
);
/** Words after which a name says how, not what. */
const joints = new Set("by of from for in with at to".split(" "));
const little = new Set("of the a".split(" "));
/** What says nothing of a thing. */
const plain = new Set(
  "true false null undefined None True False nil this self function async def lambda".split(" "),
);

function singulars(name: string): string[] {
  const one = singular(name);
  return one === name ? [] : [one];
}

function singular(name: string): string {
  if (/[a-z]ies$/.test(name)) return `${name.slice(0, -3)}y`;
  if (/(?:s|x|z|ch|sh)es$/.test(name)) return name.slice(0, -2);
  return /[^s]s$/.test(name) ? name.slice(0, -1) : name;
}

function plural(name: string): string {
  if (/[^aeiou]y$/.test(name)) return `${name.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(name) ? `${name}es` : `${name}s`;
}

function camel(name: string): string {
  return identifierParts(name)
    .map((part, at) => (at === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join("");
}
