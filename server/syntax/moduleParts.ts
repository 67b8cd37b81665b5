/** A file as what it declares, imports and uses; offsets are UTF-16 code units. */
export interface Module {
  statements: ModuleStatement[];
}

/** A statement that is in no other. */
export interface ModuleStatement {
  start: number;
  end: number;
  /** Where the comments right above it begin; `start` where there are none. */
  head: number;
  /** Names that it binds for the whole file, imports aside. */
  declares: DeclaredName[];
  /** How a declaration leaves the file by a word of its own. */
  exported?: "named" | "default";
  /** What it imports; in Python one statement may import from several modules. */
  imports: ModuleImport[];
  /** Names that leave the file without being declared here: `export { a as b }`, with or without `from`. */
  exports?: ModuleExport;
  /** Names that it takes from outside of itself. */
  uses: NameUse[];
  /** It binds names only under a condition: an import in a `try`. */
  conditional?: true;
}

export interface DeclaredName {
  name: string;
  kind: "function" | "class" | "type" | "enum" | "constant" | "variable" | "namespace";
}

/** An import of one module. */
export interface ModuleImport {
  /** As it is written: `./a`, `..pkg.a`. */
  source: string;
  sourceStart: number;
  sourceEnd: number;
  typeOnly: boolean;
  /** Local names of the default export and of the module itself. */
  defaultName?: string;
  namespace?: string;
  named: ImportedName[];
  /** `from a import *`. */
  all?: true;
}

export interface ImportedName {
  name: string;
  local: string;
  typeOnly: boolean;
}

/** `from` is the module that the names are of; without it they are this file's own. */
export interface ModuleExport {
  from?: Pick<ModuleImport, "source" | "sourceStart" | "sourceEnd">;
  typeOnly: boolean;
  names: { name: string; as: string; typeOnly: boolean }[];
  /** `export *`, and the name that it has there. */
  all?: { as?: string };
}

/** A name that is bound outside of the statement in which it stands. */
export interface NameUse {
  name: string;
  start: number;
  end: number;
  /** Needed as soon as the file is loaded, or only when something is called; types never are. */
  when: "load" | "later";
  /** It only says of what type something is. */
  isType: boolean;
  /** Something is assigned to it. */
  assigned: boolean;
  /** What is taken of it: `b` of `a.b`, and where that ends. */
  member?: { name: string; end: number };
  /** It stands for a property too: `{ a }`. */
  shorthand?: true;
}
